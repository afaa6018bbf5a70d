// An operator with the command line alone: sees the pair's state, tries a failover, pauses, and reads what happened.
import * as z from 'zod/mini';
import { SHAPES } from '../../cli/verbs/schema.ts';
import { beginGoodDay, isInAlarm } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { type Printed, type Shell, shellIn } from '../cli/lab-shell.ts';
import { movedTo, notified, recordOf, scenariosOf, sideEffects } from './scenario-steps.ts';

const shellOf = (lab: ScenarioLab, options: Parameters<typeof shellIn>[1] = {}): Shell =>
  shellIn({ clock: lab.clock, cloud: lab.cloud.cloud }, options);

/** The data of a command, in the form that its schema promises. */
const dataOf = (words: string, { out }: Printed): Record<string, unknown> => {
  const shape = SHAPES[words];
  if (shape === undefined) throw new Error(`no schema of ${words}`);
  return z.parse(shape, JSON.parse(out));
};

describe('an operator with the command line', () => {
  const scenario = scenariosOf();

  scenario('reads the status, tries a failover, and finds it in the history and in its report', async (lab) => {
    await beginGoodDay(lab);
    const twinbox = shellOf(lab);
    await lab.until('an inspection', 300, async () => (await twinbox('status')).out.includes('YES'));
    const { exitCode, out, err } = await twinbox('status');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^support in eu-central-1, 2026-01-15T/);
    expect(out).toMatch(/Can fail over to dublin: YES, AS FAR AS CHECKED; nothing is known against it/);
    expect(out).toMatch(/primary +london \(standby dublin\), epoch 0/);
    expect(dataOf('status', await twinbox('status', '--json'))).toMatchObject({
      ...{ pair: 'support', primary: 'london', standby: 'dublin', automation: 'act', running: [] },
      canFailOver: 'yes, as far as checked',
    });

    const tried = await twinbox('failover', '--dry-run', '--follow', '--json');
    expect(tried.exitCode).toBe(0);
    const { run, ...data } = dataOf('failover', tried);
    expect(data).toMatchObject({ pair: 'support', kind: 'failover', ending: 'done' });
    expect(tried.err).toMatch(/Begin .*\n(.*\n)*\d\d:\d\d:\d\d {2}Confirm .*\n(.*\n)*.*Prepare /);
    const past = dataOf('history', await twinbox('history', '--json'));
    expect(past).toMatchObject({ runs: [{ run, kind: 'failover', outcome: 'dry-run', from: 'london', to: 'dublin' }] });
    const opened = await twinbox('report', 'open', String(run), '--output', '/tmp/page.html');
    expect(opened).toMatchObject({ exitCode: 0, out: '/tmp/page.html' });
    expect(twinbox.files.get('/tmp/page.html')).toContain(String(run));
    expect(dataOf('report show', await twinbox('report', 'show', '--json'))).toMatchObject({ recoveryId: run });
    expect(sideEffects(lab)).toEqual([]);
  });

  scenario('pauses, is refused a failover, resumes, and every step is notified', async (lab) => {
    await beginGoodDay(lab);
    const twinbox = shellOf(lab);
    const paused = await twinbox('pause', '--for', '2h', '--reason', 'upgrade of london');
    expect(paused).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^support is paused until .*: upgrade of london/),
    });
    expect((await twinbox('status')).out).toMatch(/paused +until .*upgrade of london/);
    const refused = await twinbox('failover', '--confirm', 'support');
    expect(refused).toMatchObject({ exitCode: 5, out: expect.stringMatching(/was not started.*paused/s) });
    expect(await twinbox('resume')).toMatchObject({ exitCode: 0, out: 'support is no longer paused.' });
    const down = await twinbox('failover', '--confirm', 'support', '--follow');
    expect(down).toMatchObject({ exitCode: 3, out: expect.stringContaining('stood down') });
    expect(notified(lab)).toContainEqual(expect.stringContaining('support is paused until'));
    expect(sideEffects(lab)).toEqual([]);
  });

  scenario('follows the failover that the alarm started, until users are moved', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    primary.die();
    await isInAlarm(lab, 'PrimaryDown', diedMs, 180);
    const twinbox = shellOf(lab);
    await lab.until('a run', 60, async () => (await twinbox('follow', '--json')).exitCode !== 2);
    const after = await twinbox('history', '--json');
    expect(dataOf('history', after)).toMatchObject({ runs: [{ outcome: 'moved', trigger: 'alarm' }] });
    expect(movedTo(lab)).toEqual(['dublin']);
    expect(await recordOf(lab)).toMatchObject({ primary: 'dublin' });
    const { out } = await twinbox('status');
    expect(out).toMatch(/quarantine +london since/);
    expect(out).toMatch(/primary +dublin/);
  });

  scenario('stops watching with Ctrl-C, and the drill goes on', async (lab) => {
    await beginGoodDay(lab);
    const controller = new AbortController();
    lab.clock.after(12_000, () => controller.abort());
    const watching = shellOf(lab, { stop: controller.signal });
    const left = await watching('drill', '--follow', '--confirm', 'support');
    expect(left.exitCode).toBe(130);
    expect(left.out).toMatch(/^Stopped watching\. The run \S+ continues\.\n/);
    const twinbox = shellOf(lab);
    const [, run = ''] = /The run (\S+) continues/.exec(left.out) ?? [];
    expect(left.out).toContain(`twinbox stop ${run}`);
    const ended = await twinbox('follow', run);
    expect(ended).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^support: the drill \S+ is done/) });
    expect(dataOf('history', await twinbox('history', '--json'))).toMatchObject({ runs: [{ outcome: 'rehearsed' }] });
    expect((await twinbox('backups', 'list')).out).toMatch(/good, proven/);
  });
});
