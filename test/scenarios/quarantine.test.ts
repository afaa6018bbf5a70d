// The old primary after a failover: only it holds its last hour, so Twinbox does not change it until a person says that
// it is no longer needed.
import { applianceOf, captureFrom, isInAlarm, runFailover, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { backupsOf } from '../../lab/scenario/view/vault-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  sideEffects,
  startAndEnd,
  statesOf,
} from './scenario-steps.ts';

const LIFTS = { pair: 'support', kind: 'acknowledge', by: 'your name', quarantine: 'london' };

const notifiedSince = (lab: ScenarioLab, earlier: number, part: string): readonly string[] =>
  notified(lab)
    .slice(earlier)
    .filter((text) => text.includes(part));

/**
 * Somebody powers it on: Twinbox notifies operators and powers it off again, under a new epoch, and changes nothing
 * else.
 */
const comesBack = async (lab: ScenarioLab): Promise<void> => {
  const london = applianceOf(lab, 'london');
  const [before, done] = [await recordOf(lab), sideEffects(lab)];
  london.powerOn();
  const backMs = await lab.until('london to be up again', 60, () => london.answering && lab.clock.nowMs());
  await isInAlarm(lab, 'SplitBrain', backMs, 180);
  const said = await lab.until('people to be told that london answers', 180, () =>
    notified(lab).find((text) => text.startsWith('support: SplitBrain: london answers although it is quarantined\n')),
  );
  expect(said).toContain(JSON.stringify(LIFTS));
  const fence = await lab.until('the fence to end', 120, () =>
    lab.cloud.executions().find(({ input, status }) => input.includes('"fence"') && status !== 'RUNNING'),
  );
  expect(fence).toMatchObject({ status: 'SUCCEEDED', input: expect.stringContaining('"trigger":"alarm"') });
  expect(statesOf(lab, fence)).toEqual(['Begin', 'Fence', 'Finish']);
  expect(london.answering).toBe(false);
  expect(sideEffects(lab).toSorted()).toEqual([...done, 'london got ForceOff'].toSorted());
  expect(await reportOf(lab, fence)).toMatchObject({
    outcome: 'fenced',
    usersMoved: false,
    from: 'london',
    to: 'dublin',
  });
  expect(notified(lab).some((text) => text.startsWith('support: the quarantined london is off again\n'))).toBe(true);
  expect(await recordOf(lab)).toMatchObject({
    primary: 'dublin',
    epoch: before.epoch + 1,
    quarantined: { appliance: 'london' },
  });
  await servedBy(lab, 'dublin', backMs, 30);
  await captureFrom(lab, 'dublin', backMs, 240);
};

/** The new primary dies as well. No failover goes back: the alarm's recovery, a person's and a dry run end in Begin. */
const nothingLeadsBack = async (lab: ScenarioLab): Promise<void> => {
  const [done, earlier, diedMs] = [sideEffects(lab), notified(lab).length, lab.clock.nowMs()];
  applianceOf(lab, 'dublin').die();
  await isInAlarm(lab, 'PrimaryDown', diedMs, 180);
  await lab.until(
    'operators to be notified what blocks',
    120,
    () => notifiedSince(lab, earlier, '(by alarm) and not started').length > 0,
  );
  for (const input of [{}, { dryRun: true }]) {
    const asked = await startAndEnd(lab, input);
    expect(asked.status).toBe('SUCCEEDED');
    expect(new Set(statesOf(lab, asked))).toEqual(new Set(['Begin']));
  }
  const refusals = notifiedSince(lab, earlier, 'support: no recovery was started: quarantined\n');
  expect(refusals.length).toBeGreaterThanOrEqual(3);
  for (const refusal of refusals) expect(refusal).toContain(JSON.stringify(LIFTS));
  expect(sideEffects(lab)).toEqual(done);
  expect(restoredTo(lab, 'london')).toEqual([]);
  expect(await recordOf(lab)).toMatchObject({ primary: 'dublin', quarantined: { appliance: 'london' } });
};

describe('the old primary', () => {
  const scenario = scenariosOf();

  scenario(
    'is powered off again when it answers, and stays unchanged until a person lifts the quarantine',
    async (lab) => {
      const { execution } = await runFailover(lab, () => undefined);
      expect(await reportOf(lab, execution)).toMatchObject({ outcome: 'moved', quarantined: { appliance: 'london' } });
      expect(notified(lab).some((text) => text.includes('moved') && text.includes(JSON.stringify(LIFTS)))).toBe(true);
      const movedMs = execution.stopMs ?? 0;
      await comesBack(lab);
      await nothingLeadsBack(lab);
      const since = (await backupsOf(lab.view())).filter(({ capturedAtMs }) => capturedAtMs >= movedMs);
      expect(new Set(since.map(({ appliance }) => appliance))).toEqual(new Set(['dublin']));

      const lifted = await startAndEnd(lab, { kind: 'acknowledge', by: 'Ada Byron', quarantine: 'london' });
      expect(lifted.status).toBe('SUCCEEDED');
      expect(await recordOf(lab)).not.toHaveProperty('quarantined');
      const london = applianceOf(lab, 'london');
      london.powerOn();
      await lab.until('london to be up again', 60, () => london.answering);
      const liftedMs = lab.clock.nowMs();
      await lab.cloud.startExecution({});
      expect(await recoveryEnds(lab, liftedMs)).toMatchObject({ status: 'SUCCEEDED' });
      expect(movedTo(lab)).toEqual(['dublin', 'london']);
      expect(restoredTo(lab, 'london')).toEqual([since.at(-1)?.sha256]);
      await servedBy(lab, 'london', liftedMs, 60);
      expect(await recordOf(lab)).toMatchObject({ primary: 'london', quarantined: { appliance: 'dublin' } });
    },
  );
});
