// What a recovery needs and may not find: a healthy standby, an eligible backup, unchanged bytes. If one is missing,
// nothing changes, and operators are notified how to continue.
import { beginGoodDay, captureFrom, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import { rotNewest } from '../../lab/scenario/read-back-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { backupsOf, keysUnder } from '../../lab/scenario/view/vault-view.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notifiedOf,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  sideEffects,
  startAndEnd,
} from './scenario-steps.ts';

/** What holds after every recovery that halted before it changed anything. */
const haltedUntouched = async (lab: ScenarioLab, execution: SeenExecution, reason: string): Promise<void> => {
  expect(execution).toMatchObject({ status: 'FAILED', error: reason });
  expect(sideEffects(lab)).toEqual([]);
  expect(await reportOf(lab, execution)).toMatchObject({
    outcome: 'halted',
    usersMoved: false,
    failure: { name: reason },
  });
  const record = await recordOf(lab);
  expect(record.lease).toBeUndefined();
  const resumeInput = { pair: 'support', kind: 'failover' };
  expect(record).toMatchObject({
    primary: 'london',
    hold: { reason, phase: 'Prepare', resumeInput, lapsesAt: expect.any(String) },
  });
  const [message = '', ...others] = notifiedOf(lab, execution);
  expect(others).toEqual([]);
  expect(message).toMatch(new RegExp(`^support HALTED: ${reason}\n`));
  expect(message).toContain(`To continue, start the workflow with ${JSON.stringify(resumeInput)}`);
};

describe('a recovery', () => {
  const scenario = scenariosOf();

  scenario(
    'halts without a change while the standby is down, has a vendor role or is in a cluster, and continues with its hold’s input once it is healthy',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const diedMs = lab.clock.nowMs();
      standby.die('black-hole');
      primary.die();
      const execution = await recoveryEnds(lab, diedMs, 400);
      await haltedUntouched(lab, execution, 'StandbyUnfit');

      // A file restore would overwrite such an appliance's relation.
      const relations = [
        [{ role: 'backup' }, "the vendor's failover role standby"],
        [{ role: 'none', cluster: 'traffic' }, 'part of a cluster, as traffic'],
      ] as const;
      for (const [failureModes, fault] of relations) {
        Object.assign(standby.failureModes, failureModes);
        standby.revive();
        await standby.settled();
        const related = await startAndEnd(lab, (await recordOf(lab)).hold?.resumeInput ?? {});
        await haltedUntouched(lab, related, 'StandbyUnfit');
        expect(notifiedOf(lab, related).join()).toContain(fault);
      }

      delete standby.failureModes.cluster;
      standby.revive();
      const forward = await startAndEnd(lab, (await recordOf(lab)).hold?.resumeInput ?? {});
      expect(forward.status).toBe('SUCCEEDED');
      await servedBy(lab, 'dublin', forward.startMs, 60);
      const record = await recordOf(lab);
      expect(record).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'moved' } });
      expect(record.hold).toBeUndefined();
    },
  );

  scenario('halts without a change if no capture was ever good', async (lab) => {
    const { london } = lab.sites.appliances;
    if (london) london.failureModes.backup = 'error-page';
    const beganMs = lab.clock.nowMs();
    lab.begin();
    await lab.until('a capture to fail', 240, () => london?.events.some(({ kind }) => kind === 'backup-failed'));
    await servedBy(lab, 'london', beganMs, 60);
    const diedMs = lab.clock.nowMs();
    london?.die();
    await isInAlarm(lab, 'PrimaryDown', diedMs, 180);
    const execution = await recoveryEnds(lab, diedMs, 300);

    expect(keysUnder(lab.view(), 'backups/')).toEqual([]);
    await haltedUntouched(lab, execution, 'NoEligibleBackup');
    expect(notifiedOf(lab, execution).join()).toContain('the backup store holds none');
  });

  scenario('skips a newest backup whose bytes have changed, uses the one before, and reports that', async (lab) => {
    const { primary, capture } = await beginGoodDay(lab);
    await captureFrom(lab, 'london', lab.clock.nowMs(), 240);
    const diedMs = lab.clock.nowMs();
    primary.die();
    // A capture under way at that moment has ended by then.
    await lab.clock.sleep(15_000);
    const backups = await backupsOf(lab.view());
    const before = backups.at(-2);
    expect(backups[0]?.manifestKey).toBe(capture);
    const newestId = await rotNewest(lab);
    const execution = await recoveryEnds(lab, diedMs, 900);

    expect(execution.status).toBe('SUCCEEDED');
    expect(movedTo(lab)).toEqual(['dublin']);
    expect(restoredTo(lab, 'dublin')).toEqual([before?.sha256]);
    const report = await reportOf(lab, execution);
    expect(report.recoveryPoint?.sha256).toBe(before?.sha256);
    expect(report.passedOver).toEqual([{ backupId: newestId, reason: expect.stringMatching(/^damaged: /) }]);
    expect(notifiedOf(lab, execution)).toEqual([expect.stringContaining(`Not restored: ${newestId}, damaged: `)]);
    await servedBy(lab, 'dublin', diedMs, 60);
  });
});
