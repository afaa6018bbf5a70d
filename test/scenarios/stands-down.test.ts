// A primary that comes back during a recovery: users stay where they are, nothing is fenced, and operators are
// notified. One scenario for each moment at which it can still come back in time.
import { beginGoodDay, captureFrom, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import { notifiedOf, recordOf, reportOf, scenariosOf, statesOf, usersTouched } from './scenario-steps.ts';

/** What holds after every recovery that stood down: for users, operators, the record, and the next capture. */
const stoodDown = async (lab: ScenarioLab, execution: SeenExecution, cameBackMs: number): Promise<void> => {
  expect(execution.status).toBe('SUCCEEDED');
  expect(statesOf(lab, execution).at(-1)).toBe('StandDown');
  expect(usersTouched(lab)).toEqual([]);
  expect(lab.sites.appliances.london?.power).toBe('On');
  await servedBy(lab, 'london', cameBackMs, 30);
  const [name] = lab.pair.service.names;
  const given = lab.publicSide.nameServers.answers.filter((answer) => answer.name === name && answer.type === 'A');
  expect(new Set(given.flatMap(({ values }) => values))).toEqual(new Set([lab.sites.appliances.london?.address]));
  expect(await reportOf(lab, execution)).toMatchObject({ outcome: 'stood-down', usersMoved: false });
  expect(notifiedOf(lab, execution)).toEqual([
    expect.stringMatching(/^support stood down: users were not affected\n.*london answers on the users’ path/s),
  ]);
  const record = await recordOf(lab);
  expect(record).toMatchObject({ primary: 'london', lastRecovery: { outcome: 'stood-down' } });
  expect(record.lease).toBeUndefined();
  expect(record.hold).toBeUndefined();
  await captureFrom(lab, 'london', lab.clock.nowMs(), 240);
};

describe('a primary that comes back', () => {
  const scenario = scenariosOf();

  scenario('before Confirm ends the recovery without a trace', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    primary.die();
    await isInAlarm(lab, 'PrimaryDown', diedMs, 180);
    const cameBackMs = lab.clock.nowMs();
    primary.revive();
    const execution = await recoveryEnds(lab, diedMs, 300);

    expect(statesOf(lab, execution)).not.toContain('Prepare');
    expect(lab.sites.appliances.dublin?.events.map(({ kind }) => kind)).not.toContain('restore-begun');
    await stoodDown(lab, execution, cameBackMs);
  });

  scenario(
    'while the standby is being restored keeps its users, and operators are notified what the standby carries',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const diedMs = lab.clock.nowMs();
      primary.die();
      await lab.until('the restore to begin', 300, () => standby.events.some(({ kind }) => kind === 'restore-begun'));
      const cameBackMs = lab.clock.nowMs();
      primary.revive();
      const execution = await recoveryEnds(lab, diedMs, 600);

      expect(statesOf(lab, execution)).not.toContain('Reconfirm');
      await stoodDown(lab, execution, cameBackMs);
      const message = notifiedOf(lab, execution).join();
      expect(message).not.toContain('without changing anything');
      expect(message).toContain((await reportOf(lab, execution)).recoveryPoint?.backupId);
    },
  );

  scenario('right before Reconfirm probes is noticed by it', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    // The step's first write waits, so that the appliance is back before the probe and after every probe of the states
    // before.
    using gate = lab.cloud.cloud.faults.add({
      service: 's3',
      operation: 'PutObject',
      kind: 'hold',
      principal: /reconfirm/,
    });
    primary.die();
    await lab.until('the reconfirmation to begin', 600, () => gate.struck > 0);
    const cameBackMs = lab.clock.nowMs();
    primary.revive();
    await primary.settled();
    gate.release();
    const execution = await recoveryEnds(lab, diedMs, 300);

    expect(statesOf(lab, execution)).toContain('Reconfirm');
    await stoodDown(lab, execution, cameBackMs);
  });
});
