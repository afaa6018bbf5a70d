// Restores through the web interface that fail: the appliance refuses the file, the bytes change between check and
// upload, the form is gone, the answer is lost. While nothing is restored no user is moved, and the old primary stays
// powered on.
import { pageSetOf } from '../../lab/appliance/pages/page-set.ts';
import { beginGoodDay, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { backupsOf, type LyingBackup } from '../../lab/scenario/view/vault-view.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notifiedOf,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  startAndEnd,
  statesOf,
  usersTouched,
} from './scenario-steps.ts';

const idOf = ({ key }: LyingBackup): string => key.replace(/^.*\/|\.nsb$/g, '');

/** The standby's events after the first so many: files by their hash. */
const restoresAt = (lab: ScenarioLab, appliance: string, since = 0): readonly string[] =>
  (lab.sites.appliances[appliance]?.events ?? [])
    .slice(since)
    .filter(({ kind }) => kind.startsWith('restore'))
    .map(({ kind, detail }) => `${kind} ${detail}`);

/** Captures by hand beside the schedule until there are so many; newest first. */
const capturesOf = (lab: ScenarioLab, count: number): Promise<readonly LyingBackup[]> =>
  lab.until(`${count} captures`, 400, async () => {
    const found = await backupsOf(lab.view());
    if (found.length >= count) return found.toReversed();
    await lab.cloud.functions.invoke('Twinbox-support-capture', JSON.stringify({ pair: lab.pair.name }));
    return undefined;
  });

/** What holds after every recovery that halted at the upload. */
const haltedBeforeFence = async (lab: ScenarioLab, execution: SeenExecution, reason: string): Promise<void> => {
  expect(execution).toMatchObject({ status: 'FAILED', error: reason });
  expect(statesOf(lab, execution).at(-1)).toBe('Halt');
  expect(usersTouched(lab)).toEqual([]);
  expect(lab.sites.appliances.london?.power).toBe('On');
  expect(await recordOf(lab)).toMatchObject({ primary: 'london', hold: { reason, lapsesAt: expect.any(String) } });
  expect(await reportOf(lab, execution)).toMatchObject({
    outcome: 'halted',
    usersMoved: false,
    failure: { name: reason },
  });
};

const goOn = async (lab: ScenarioLab) => (await recordOf(lab)).hold?.resumeInput ?? {};

describe('a restore through the web interface', () => {
  const scenario = scenariosOf({ restoreMethod: 'login-form' });

  scenario(
    'that the appliance refuses is tried with the next older backup at most twice, and bytes that change meanwhile are never uploaded completely',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      await capturesOf(lab, 4);
      standby.failureModes.restore = 'refuse';
      const diedMs = lab.clock.nowMs();
      primary.die();
      const execution = await recoveryEnds(lab, diedMs, 900);
      const [newest, second, third, ...older] = await capturesOf(lab, 4);
      if (!newest || !second || !third) throw new Error('there are no three backups');
      expect(older).not.toEqual([]);
      await haltedBeforeFence(lab, execution, 'FileRefused');
      expect(restoresAt(lab, standby.name)).toEqual(
        [newest, second, third].map(({ sha256 }) => `restore-refused ${sha256}`),
      );
      const refused = [newest, second].map((backup) => ({
        backupId: idOf(backup),
        reason: expect.stringMatching(/refused it/),
      }));
      expect((await reportOf(lab, execution)).passedOver).toEqual(refused);

      // The appliance accepts files after one more refusal. One byte of the newest backup changes after Prepare has
      // verified it. Object Lock prevents changes by people, so this simulates a disk fault.
      standby.failureModes.restore = 'refuse-once';
      const seen = standby.events.length;
      using upload = lab.cloud.cloud.faults.add({
        ...{ service: 's3', operation: 'GetObject', principal: /Twinbox-support-upload-backup/, resource: /\.nsb$/ },
        ...{ kind: 'hold', times: 1 },
      });
      const forward = startAndEnd(lab, await goOn(lab));
      await upload.reached;
      const [bucket] = [...lab.cloud.cloud.s3.buckets.keys()].filter(
        (name) => lab.cloud.cloud.s3.keys(name, newest.key).length > 0,
      );
      lab.damagedByScenario.add(newest.key);
      await lab.cloud.cloud.s3.corrupt(bucket ?? '', newest.key);
      upload.release();
      const moved = await forward;
      expect(moved.status).toBe('SUCCEEDED');
      expect(restoresAt(lab, standby.name, seen)).toEqual([
        `restore-refused ${second.sha256}`,
        ...[`restore-begun ${third.sha256}`, `restored ${third.sha256}`],
      ]);
      expect(movedTo(lab)).toEqual([standby.name]);
      expect((await reportOf(lab, moved)).passedOver).toEqual([
        { backupId: idOf(newest), reason: expect.stringMatching(/SHA-256 that differs from its manifest/) },
        { backupId: idOf(second), reason: expect.stringMatching(/refused it/) },
      ]);
      await servedBy(lab, standby.name, moved.startMs, 60);
    },
  );

  scenario(
    'finds no form and says which hint to set, then finds it on other pages, and after a lost answer relies only on evidence',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      standby.failureModes.login = 'no-form';
      const diedMs = lab.clock.nowMs();
      primary.die();
      const execution = await recoveryEnds(lab, diedMs, 900);
      await haltedBeforeFence(lab, execution, 'FormNotFound');
      expect(restoresAt(lab, standby.name)).toEqual([]);
      expect(notifiedOf(lab, execution)).toEqual([expect.stringContaining('restore.hints.uploadPath')]);

      delete standby.failureModes.login;
      standby.failureModes.loginPages = pageSetOf(1);
      standby.failureModes.restore = 'lost-answer';
      const moved = await startAndEnd(lab, await goOn(lab));
      expect(moved.status).toBe('SUCCEEDED');
      const report = await reportOf(lab, moved);
      const sha256 = report.recoveryPoint?.sha256;
      expect(restoresAt(lab, standby.name)).toEqual([`restore-begun ${sha256}`, `restored ${sha256}`]);
      expect(restoredTo(lab, standby.name)).toEqual([sha256]);
      expect(JSON.stringify(report.timeline)).toMatch(/was lost|not understood/);
      expect(movedTo(lab)).toEqual([standby.name]);
      await servedBy(lab, standby.name, moved.startMs, 60);
    },
    { loginSeed: 3 },
  );
});
