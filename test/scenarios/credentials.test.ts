// Accounts are part of backups, and an appliance that has lost its configuration may still answer. Which secret an
// appliance accepts, and how much it holds, decide what is restored and whether a restore counts as proven.
import { applianceOf, beginGoodDay, captureFrom, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { backupsOf, keysUnder, textOf } from '../../lab/scenario/view/vault-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  statesOf,
  usersTouched,
} from './scenario-steps.ts';

const SECRET = 'twinbox/london';

/** Stores london's account with these changes. @returns the id of the new version */
const store = (lab: ScenarioLab, changes: Readonly<Record<string, string>>): string => {
  const { clientId, clientSecret } = applianceOf(lab, 'london').account;
  const value = JSON.stringify({ clientId, clientSecret, ...changes });
  return lab.cloud.cloud.secrets.putSecret({ name: SECRET, value }).versions[0]?.versionId ?? '';
};

const manifestAt = async (lab: ScenarioLab, key: string): Promise<Record<string, unknown>> => {
  const [where] = keysUnder(lab.view(), key);
  if (!where) throw new Error(`no manifest ${key}`);
  return JSON.parse(await textOf(lab.view(), where)) as Record<string, unknown>;
};

describe('a failover', () => {
  const scenario = scenariosOf();

  scenario(
    'succeeds with the secret as it was at the capture, and the new primary is captured with the version that it knows',
    async (lab) => {
      const ofCapture = store(lab, { backupPassword: 'sesame of the capture' });
      const { primary, capture } = await beginGoodDay(lab);
      expect(await manifestAt(lab, capture)).toMatchObject({ secretVersionId: ofCapture, fingerprint: primary.totals });

      const diedMs = lab.clock.nowMs();
      primary.die();
      // Both changed after the last capture.
      const rotated = { clientSecret: 'rotated api secret of london', backupPassword: 'rotated sesame of london' };
      const afterwards = store(lab, rotated);
      const execution = await recoveryEnds(lab, diedMs);
      expect(execution).toMatchObject({ status: 'SUCCEEDED' });
      await servedBy(lab, 'dublin', diedMs, 60);
      const dublin = applianceOf(lab, 'dublin');
      expect([dublin.account, dublin.totals]).toEqual([primary.account, primary.totals]);
      expect(JSON.stringify(await reportOf(lab, execution))).toContain('the totals of the appliance match the backup');
      const known = (versionId: string) => ({
        credentialsOf: { dublin: 'london' },
        secretVersionOf: { dublin: versionId },
      });
      expect(await recordOf(lab)).toMatchObject(known(ofCapture));

      const first = await captureFrom(lab, 'dublin', execution.stopMs ?? diedMs, 240);
      expect(await manifestAt(lab, first)).toMatchObject({ credentialsOf: 'london', secretVersionId: ofCapture });
      // A person gives the new primary the secret that has been in Secrets Manager since.
      dublin.changeSecret(rotated.clientSecret);
      const second = await captureFrom(lab, 'dublin', lab.clock.nowMs(), 240);
      expect(await manifestAt(lab, second)).toMatchObject({ credentialsOf: 'london', secretVersionId: afterwards });
      await lab.until(
        'the record to follow',
        60,
        async () => (await recordOf(lab)).secretVersionOf?.dublin === afterwards,
      );
    },
  );

  scenario(
    'from a primary that was reset but still answers: its capture is suspect, and the last good backup is restored',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const { configuration, totals } = primary;
      const resetMs = lab.clock.nowMs();
      primary.factoryReset();
      await isInAlarm(lab, 'BackupSuspect', resetMs, 300);
      const suspects = (await backupsOf(lab.view())).filter(({ suspect }) => suspect);
      expect(await manifestAt(lab, suspects[0]?.manifestKey ?? '-')).toMatchObject({
        suspect: expect.stringContaining(`user: 1, was ${totals.user}`),
      });
      await servedBy(lab, 'london', resetMs, 60);

      const diedMs = lab.clock.nowMs();
      primary.die();
      const execution = await recoveryEnds(lab, diedMs);
      expect(execution).toMatchObject({ status: 'SUCCEEDED' });
      const backups = await backupsOf(lab.view());
      expect(backups.filter(({ suspect }) => suspect)).toEqual(expect.arrayContaining([...suspects]));
      const lastGood = backups.filter(({ appliance, suspect }) => appliance === 'london' && !suspect).at(-1);
      expect(restoredTo(lab, 'dublin')).toEqual([lastGood?.sha256]);
      expect([standby.configuration, standby.totals]).toEqual([configuration, totals]);
      const { passedOver } = await reportOf(lab, execution);
      expect(passedOver).toContainEqual(
        expect.objectContaining({ reason: expect.stringContaining('suspect: fallen totals') }),
      );
    },
  );

  scenario(
    'whose restore did nothing is detected although the appliance reported success and restarted: no traffic moves',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      standby.failureModes.restore = 'ignore';
      const diedMs = lab.clock.nowMs();
      primary.die();
      const execution = await recoveryEnds(lab, diedMs);
      expect(execution).toMatchObject({ status: 'FAILED', error: 'RestoreUnproven' });
      expect(standby.events.map(({ kind }) => kind)).toContain('restore-begun');
      expect(restoredTo(lab, 'dublin')).toEqual([]);
      expect(notified(lab).join('\n')).toContain('still accepts its earlier accounts, and not those in the backup');
      expect(statesOf(lab, execution)).not.toContain('Fence');
      expect([movedTo(lab), usersTouched(lab)]).toEqual([[], []]);
      expect(await recordOf(lab)).toMatchObject({ primary: 'london', hold: { reason: 'RestoreUnproven' } });
    },
  );
});
