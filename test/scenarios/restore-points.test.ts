// What a recovery needs and may not find: a standby that lives, a backup that may be restored, bytes that are as they were. Where
// one is missing nothing is touched, and people are told the way to go on.
import { alarmStands, beginGoodDay, captureFrom, servedBy } from '../../lab/scenario/failover-story.ts';
import { rotNewest } from '../../lab/scenario/read-back-story.ts';
import type { StoryLab } from '../../lab/scenario/story-lab.ts';
import { backupsOf, keysUnder } from '../../lab/scenario/view/vault-view.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import { movedTo, recordOf, reportOf, restoredTo, startAndEnd, storiesOf, toldOf, touches } from './story-steps.ts';

/** What holds whenever a recovery halted before it did anything. */
const haltedUntouched = async (lab: StoryLab, execution: SeenExecution, reason: string): Promise<void> => {
  expect(execution).toMatchObject({ status: 'FAILED', error: reason });
  expect(touches(lab)).toEqual([]);
  expect(await reportOf(lab, execution)).toMatchObject({ outcome: 'halted', usersMoved: false, failure: { name: reason } });
  const record = await recordOf(lab);
  expect(record.lease).toBeUndefined();
  const goOnWith = { pair: 'support', kind: 'failover' };
  expect(record).toMatchObject({ primary: 'london', hold: { reason, phase: 'Prepare', goOnWith, lapsesAt: expect.any(String) } });
  const [message = '', ...others] = toldOf(lab, execution);
  expect(others).toEqual([]);
  expect(message).toMatch(new RegExp(`^support HALTED: ${reason}\n`));
  expect(message).toContain(`Go on by starting the workflow with ${JSON.stringify(goOnWith)}`);
};

describe('a recovery', () => {
  const story = storiesOf();

  story(
    'halts untouched while the standby is down as well, has a role of the vendor or is in a cluster, and goes on with the input of its hold once it is well',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const diedMs = lab.clock.nowMs();
      standby.die('black-hole');
      primary.die();
      const execution = await recoveryEnds(lab, diedMs, 400);
      await haltedUntouched(lab, execution, 'StandbyUnfit');

      // A file restore would overwrite the relation of such boxes.
      const relations = [
        [{ role: 'backup' }, "the vendor's failover role standby"],
        [{ role: 'none', cluster: 'traffic' }, 'part of a cluster, as traffic'],
      ] as const;
      for (const [moods, fault] of relations) {
        Object.assign(standby.moods, moods);
        standby.revive();
        await standby.settled();
        const related = await startAndEnd(lab, (await recordOf(lab)).hold?.goOnWith ?? {});
        await haltedUntouched(lab, related, 'StandbyUnfit');
        expect(toldOf(lab, related).join()).toContain(fault);
      }

      delete standby.moods.cluster;
      standby.revive();
      const onward = await startAndEnd(lab, (await recordOf(lab)).hold?.goOnWith ?? {});
      expect(onward.status).toBe('SUCCEEDED');
      await servedBy(lab, 'dublin', onward.startMs, 60);
      const record = await recordOf(lab);
      expect(record).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'moved' } });
      expect(record.hold).toBeUndefined();
    },
  );

  story('halts untouched where no capture was ever good', async (lab) => {
    const { london } = lab.sites.boxes;
    if (london) london.moods.backup = 'error-page';
    const beganMs = lab.clock.nowMs();
    lab.begin();
    await lab.until('a capture to fail', 240, () => london?.events.some(({ kind }) => kind === 'backup-failed'));
    await servedBy(lab, 'london', beganMs, 60);
    const diedMs = lab.clock.nowMs();
    london?.die();
    await alarmStands(lab, 'PrimaryDown', diedMs, 180);
    const execution = await recoveryEnds(lab, diedMs, 300);

    expect(keysUnder(lab.view(), 'backups/')).toEqual([]);
    await haltedUntouched(lab, execution, 'NoEligibleBackup');
    expect(toldOf(lab, execution).join()).toContain('the vault holds none');
  });

  story('passes over a newest backup whose bytes have changed, uses the one before, and says so', async (lab) => {
    const { primary, capture } = await beginGoodDay(lab);
    await captureFrom(lab, 'london', lab.clock.nowMs(), 240);
    const diedMs = lab.clock.nowMs();
    primary.die();
    // A capture under way at that moment has ended by then, one way or the other.
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
    expect(report.passedOver).toEqual([{ backupId: newestId, because: expect.stringMatching(/^damaged: /) }]);
    expect(toldOf(lab, execution)).toEqual([expect.stringContaining(`Passed over: ${newestId}, damaged: `)]);
    await servedBy(lab, 'dublin', diedMs, 60);
  });
});
