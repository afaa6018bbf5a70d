// A person at the console of the workflow: valid input runs, invalid input is refused with every fault, `{}` is safe,
// and the small operations work.
import { beginGoodDay, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { keysUnder, textOf } from '../../lab/scenario/view/vault-view.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { recoveryEnds, wasLetIn } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  recordOf,
  reportOf,
  scenariosOf,
  sideEffects,
  startAndEnd,
  statesOf,
} from './scenario-steps.ts';

/** The operation's answer to the person, one fact per line. */
const answerOf = ({ output }: SeenExecution): readonly string[] =>
  (JSON.parse(output ?? '{}') as { operate?: { evidence?: readonly string[] } }).operate?.evidence ?? [];

const isAlarming = (lab: ScenarioLab, alarm: string): boolean =>
  lab.view().alarms.findLast(({ name }) => name.endsWith(alarm))?.to === 'ALARM';

describe('a person at the console', () => {
  const scenario = scenariosOf();

  scenario('who starts {} while the primary is healthy is notified of that, and nothing changes', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const execution = await startAndEnd(lab, {});

    expect(execution.status).toBe('SUCCEEDED');
    expect(statesOf(lab, execution)).toEqual(['Begin', 'Confirm', 'StandDown']);
    expect(sideEffects(lab)).toEqual([]);
    expect(notified(lab)).toEqual([
      expect.stringMatching(
        /^support stood down: users were not affected\n.*london answers on the users’ path and is healthy/s,
      ),
    ]);
    expect(await reportOf(lab, execution)).toMatchObject({ outcome: 'stood-down', usersMoved: false });
    const record = await recordOf(lab);
    expect(record).toMatchObject({ primary: 'london', lastRecovery: { outcome: 'stood-down' } });
    expect(record.lease).toBeUndefined();
    expect(record.hold).toBeUndefined();
    await servedBy(lab, primary.name, lab.clock.nowMs(), 30);
  });

  scenario('who types wrong input gets every fault reported, and no recovery begins', async (lab) => {
    await beginGoodDay(lab);
    const wrong = [
      {
        input: { pair: 7, dryRun: 'yes', speed: 'fast', fenceConfirmed: { by: 'me' } },
        faults: [
          'pair must be a string',
          'dryRun must be a boolean',
          'unknown keys: speed',
          'fenceConfirmed.by must have at least',
          'fenceConfirmed.how is missing',
        ],
      },
      {
        input: { kind: 'failoverr', pair: 7, speed: 'fast' },
        faults: ['kind must be', '"failover"', 'pair must be a string', 'unknown keys: speed'],
      },
      { input: { kind: 'pause', until: 'tomorrow' }, faults: ['reason is missing', 'until must be a time'] },
      { input: ['support'], faults: ['the input must be a JSON object'] },
      { input: 'support', faults: ['the input must be a JSON object'] },
      { input: { pair: 'suport' }, faults: ['there is no pair "suport"', 'support'], error: 'UnknownPairError' },
    ];
    for (const { input, faults, error = 'WrongInput' } of wrong) {
      const execution = await startAndEnd(lab, input);
      expect(execution).toMatchObject({ status: 'FAILED', error });
      expect(statesOf(lab, execution)).toEqual(['Begin', 'Halt']);
      // Only the person who typed it gets an answer.
      expect(notified(lab)).toEqual([]);
      for (const fault of faults) {
        expect(execution.cause).toContain(fault);
      }
    }
    // The hourly reading of the power controllers may have recorded their machines; no recovery has changed the record.
    const records = await Promise.all(keysUnder(lab.view(), 'pairs/').map((where) => textOf(lab.view(), where)));
    for (const record of records) {
      expect(JSON.parse(record)).toMatchObject({ epoch: 0, powerReading: expect.any(Object) });
      expect(JSON.parse(record)).not.toMatchObject({ lease: expect.anything() });
    }
    expect(keysUnder(lab.view(), 'journal/')).toEqual([]);
    expect(sideEffects(lab)).toEqual([]);
  });

  scenario(
    'who pauses a pair stops automatic recoveries while its primary dies, and once it is resumed a recovery starts',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const until = new Date(lab.clock.nowMs() + 3_600_000).toISOString();
      const paused = await startAndEnd(lab, { kind: 'pause', reason: 'upgrade of london', until });
      expect(answerOf(paused)).toContainEqual(`paused until ${until}: upgrade of london`);
      expect(notified(lab)).toEqual([expect.stringContaining(`support is paused until ${until}`)]);

      const diedMs = lab.clock.nowMs();
      primary.die();
      await isInAlarm(lab, 'PrimaryDown', diedMs, 180);
      const refused = await lab.until('the run that the alarm started to end', 120, () =>
        lab.cloud.executions().find(({ input, status }) => input.includes('"alarm"') && status !== 'RUNNING'),
      );
      expect(statesOf(lab, refused)).toEqual(['Begin']);
      expect(notified(lab)).toContainEqual(
        expect.stringMatching(/^support: no recovery was started: paused\n.*upgrade of london/s),
      );
      const byHand = await startAndEnd(lab, {});
      expect(statesOf(lab, byHand)).toEqual(['Begin']);
      await lab.until('operators to be notified what keeps it down', 240, () =>
        notified(lab).find((text) =>
          /^support: still down, and no recovery is started: paused\n.*"kind": "resume"/s.test(text),
        ),
      );
      await lab.clock.sleep(90_000);
      expect(sideEffects(lab)).toEqual([]);
      expect(lab.cloud.executions().filter((one) => wasLetIn(lab, one))).toEqual([]);
      expect(isAlarming(lab, 'PrimaryDown')).toBe(true);

      const resumed = await startAndEnd(lab, { kind: 'resume' });
      expect(answerOf(resumed)).toContain('not paused');
      const resumedMs = lab.clock.nowMs();
      const met = await recoveryEnds(lab, resumedMs);
      expect(met.status).toBe('SUCCEEDED');
      expect(movedTo(lab)).toEqual([standby.name]);
      await servedBy(lab, standby.name, resumedMs, 60);
    },
  );

  scenario('who starts status reads the state of the pair, and then acknowledges a hold', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    const calm = await startAndEnd(lab, { kind: 'status' });
    expect(statesOf(lab, calm)).toEqual(['Begin', 'Operate']);
    // Depending on timing, an inspection may already have recorded its checks.
    expect(answerOf(calm).filter((line) => !/^(passed|not checked): /.test(line))).toEqual([
      expect.stringMatching(/^support can fail over to dublin: /),
      expect.stringMatching(/^automation: act; could dublin take over now: /),
      'support: assigned primary london, standby dublin, epoch 0',
      ...[
        'no recovery is under way',
        'no hold',
        'not paused',
        'there has been no recovery',
        'no restore has been proven yet',
      ],
      'london has its own configuration and accepts the accounts of london',
      'dublin has its own configuration and accepts the accounts of dublin',
    ]);
    expect(notified(lab)).toEqual([]);

    standby.die();
    const diedMs = lab.clock.nowMs();
    primary.die();
    const halted = await startAndEnd(lab, { pair: 'support', kind: 'failover', trigger: 'alarm' });
    expect(halted).toMatchObject({ status: 'FAILED', error: 'StandbyUnfit' });
    expect((await recordOf(lab)).hold).toMatchObject({ reason: 'StandbyUnfit', phase: 'Prepare' });
    const held = await startAndEnd(lab, { kind: 'status' });
    expect(answerOf(held)).toContainEqual(
      expect.stringMatching(/^on hold since .* halted in Prepare with StandbyUnfit/),
    );
    expect(sideEffects(lab)).toEqual([]);

    standby.revive();
    const lifted = await startAndEnd(lab, { kind: 'acknowledge', by: 'the person on duty' });
    expect(notified(lab).at(-1)).toMatch(
      /acknowledged by the person on duty: the hold of .* \(StandbyUnfit\) is lifted/,
    );
    expect(answerOf(lifted)).toContain('no hold');
    const met = await recoveryEnds(lab, lifted.stopMs ?? 0);
    expect(met.status).toBe('SUCCEEDED');
    expect(movedTo(lab)).toEqual([standby.name]);
    await servedBy(lab, standby.name, diedMs, 60);
  });
});
