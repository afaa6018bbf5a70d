// Captures can be trusted: an answer that is not a backup is never stored as one, a capture that a failover overtakes
// leaves nothing behind, and stored backups are read back, so that damage is known before a backup is needed.
import { applianceOf, beginGoodDay, captureFrom, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import { firstReadBack, readBackNow, rotNewest } from '../../lab/scenario/read-back-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { backupsOf, keysUnder } from '../../lab/scenario/view/vault-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notifiedByAlarm,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  startAndEnd,
} from './scenario-steps.ts';

/** Answers of the appliance that are not backups, each with the failure name of the capture. */
const NO_BACKUPS = [
  ['error-page', 'BackupIsErrorPage'],
  ['json-error', 'BackupIsErrorPage'],
  ['invalid-credentials', 'BackupIsErrorPage'],
  ['empty', 'BackupEmpty'],
  ['truncated', 'BackupTruncated'],
] as const;

/** Captures start at the beginning of a minute, and many must be awaited. */
const PROMPT = { chaos: { scheduleJitterMs: 2_000 } };

const inVault = (lab: ScenarioLab): readonly string[] => keysUnder(lab.view(), 'backups/').map(({ key }) => key);
const failuresOf = (lab: ScenarioLab, name: string): number =>
  lab.cloud.logs('Twinbox-support-capture').filter(({ line }) => line.includes(`"${name}: `)).length;
const saysOfCapture = (lab: ScenarioLab, words: string): boolean =>
  lab.cloud.logs('Twinbox-support-capture').some(({ line }) => line.includes(words));

describe('a capture', () => {
  const scenario = scenariosOf();

  scenario(
    'that gets an error page, a message, nothing or half a backup leaves nothing; one that has shrunk is suspect; the last good one is restored',
    async (lab) => {
      const { primary } = await beginGoodDay(lab);
      const { london } = lab.sites.appliances;
      if (!london) throw new Error('there is no london');
      primary.configuration = 'what the last good capture holds';
      const good = await captureFrom(lab, 'london', lab.clock.nowMs(), 240);
      const kept = inVault(lab);
      for (const [failureMode, name] of NO_BACKUPS) {
        const before = failuresOf(lab, name);
        london.failureModes.backup = failureMode;
        await lab.until(`a capture to fail of ${failureMode}`, 240, () => failuresOf(lab, name) > before);
      }
      // A capture that began before the first failure mode may have been kept.
      expect(inVault(lab).filter((key) => !kept.includes(key) && key > good)).toEqual([]);

      const shrunkMs = lab.clock.nowMs();
      london.failureModes.backup = 'shrunken';
      await isInAlarm(lab, 'BackupSuspect', shrunkMs, 300);
      await lab.until('operators to be notified of it', 60, () => notifiedByAlarm(lab, 'BackupSuspect'));
      const diedMs = lab.clock.nowMs();
      primary.die();
      const execution = await recoveryEnds(lab, diedMs);
      expect(execution).toMatchObject({ status: 'SUCCEEDED' });
      const lastGood = (await backupsOf(lab.view())).find(({ manifestKey }) => manifestKey === good);
      expect(restoredTo(lab, 'dublin')).toEqual([lastGood?.sha256]);
      expect((await servedBy(lab, 'dublin', diedMs, 60)).configuration).toBe('what the last good capture holds');
      const { passedOver } = await reportOf(lab, execution);
      expect(passedOver).toContainEqual(
        expect.objectContaining({ reason: expect.stringMatching(/^suspect: .*bytes/) }),
      );
    },
    PROMPT,
  );

  scenario(
    'is read back: operators are notified that the newest has changed, until a newer one is intact',
    async (lab) => {
      const london = applianceOf(lab, 'london');
      london.failureModes.backup = 'error-page';
      const beganMs = lab.clock.nowMs();
      lab.begin();
      await firstReadBack(lab);
      delete london.failureModes.backup;
      await captureFrom(lab, 'london', beganMs, 240);
      london.failureModes.backup = 'error-page';
      const rottenMs = lab.clock.nowMs();
      const rotten = await rotNewest(lab);
      await readBackNow(lab);
      await isInAlarm(lab, 'ReadBackFailed', rottenMs, 150);
      await lab.until('operators to be notified of it', 60, () => notifiedByAlarm(lab, 'ReadBackFailed'));
      const { output } = await startAndEnd(lab, { kind: 'status' });
      expect(output).toContain(`BackupDamaged: the backup ${rotten} was read back at`);

      delete london.failureModes.backup;
      await captureFrom(lab, 'london', lab.clock.nowMs(), 240);
      await readBackNow(lab);
      await lab.until('the alarm to be quiet', 150, () =>
        lab
          .view()
          .alarms.some(({ name, to, atMs }) => name.endsWith('ReadBackFailed') && to === 'OK' && atMs > rottenMs),
      );
      expect((await startAndEnd(lab, { kind: 'status' })).output).not.toContain('BackupDamaged');
    },
  );
});

describe('a capture that began before a failover', () => {
  const scenario = scenariosOf({ onUnconfirmedFence: 'proceed' });

  scenario(
    'and ends after it is not stored, although the old primary sends all its bytes',
    async (lab) => {
      const { capture, primary } = await beginGoodDay(lab);
      const { london: power } = lab.sites.power;
      if (power) power.failureMode = 'wrong-password';
      Object.assign(primary.failureModes, { backup: 'slow', slowBackupSeconds: 400 });
      const begunMs = lab.clock.nowMs();
      await lab.until('a slow capture to have begun', 240, () =>
        primary.events.some(({ kind, atMs }) => kind === 'backup-begun' && atMs > begunMs),
      );
      // Existing connections continue; new ones get no answer.
      primary.die('deaf');
      const execution = await recoveryEnds(lab, begunMs, 900);
      expect(execution).toMatchObject({ status: 'SUCCEEDED' });
      expect(movedTo(lab)).toEqual(['dublin']);
      const hasGivenAll = () => primary.events.some(({ kind, atMs }) => kind === 'backup_created' && atMs > begunMs);
      // It delays nothing: the new primary is captured meanwhile.
      await captureFrom(lab, 'dublin', execution.stopMs ?? begunMs, 240);
      expect(hasGivenAll()).toBe(false);
      await lab.until('the old primary to have given its last byte', 400, hasGivenAll);
      await lab.until('that capture to end', 60, () =>
        saysOfCapture(lab, 'the epoch changed meanwhile: expected 0, found 1'),
      );
      const ofLondon = (await backupsOf(lab.view())).filter(({ appliance }) => appliance === 'london');
      expect(ofLondon.map(({ manifestKey }) => manifestKey).at(-1)).toBe(capture);
      expect(await recordOf(lab)).toMatchObject({ primary: 'dublin' });
    },
    PROMPT,
  );
});
