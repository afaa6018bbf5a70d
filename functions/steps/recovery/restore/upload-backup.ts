// UploadBackup: uploads the restore point to the standby. The record says `unknown` before the first byte is sent, so
// that a half restored appliance is never taken for a restored one.

import type { RestoreMethodOf, RestoreOrder } from '../../../appliance/appliance.ts';
import type { TokenWitness } from '../../../appliance/restore/token-witness.ts';
import { LoginRefusedError } from '../../../contract/errors/login-refused.ts';
import { RestoreUnprovenError } from '../../../contract/errors/restore-unproven.ts';
import { applianceOf, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import { phaseOf } from '../../../contract/workflow/phase-names.ts';
import type { AnswerOf, ResultOf } from '../../../contract/workflow/step-answers.ts';
import { failure, isFailure } from '../../../domain/failure/failure.ts';
import type { BackupManifest } from '../../../domain/model/backup-manifest.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import { accountsOf } from '../../../domain/record/accepted-accounts.ts';
import type { GivenAccounts, PairRecord } from '../../../domain/record/pair-record.ts';
import { rememberingLogin } from '../../../domain/record/refused-login.ts';
import { describeDistrustOfOne, distrustOf } from '../../../domain/trust/trust.ts';
import type { Backups } from '../../../store/vault/vault.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from '../phase-step.ts';
import { restorePointOf } from '../picked-restore-point.ts';

export interface UploadBackupTools extends PhaseTools {
  readonly backups: Pick<Backups, 'presign'>;
  readonly restoreMethodOf: RestoreMethodOf;
  readonly tokenWitness?: TokenWitness;
}

/** Longer than the function runs, because a slow appliance may still be fetching after its end. */
const URL_SECONDS = 900;

/** After this many refusals the file is not the cause. The workflow's definition holds the same bound. */
const MOST_REFUSALS = phaseOf('UploadBackup').back.attempts;

/** A drill needs a real restore: a restore without a proof is repeated. */
const isCarried = (
  { restoredBackup, lastProof }: PairRecord,
  { kind, to }: Recovery,
  { backupId }: BackupManifest,
): boolean =>
  restoredBackup[to]?.backupId === backupId &&
  (kind !== 'drill' || (lastProof?.backupId === backupId && lastProof.appliance === to));

const accountsIn = ({ credentialsOf, secretVersionId }: BackupManifest): GivenAccounts =>
  secretVersionId === undefined ? { credentialsOf } : { credentialsOf, secretVersionId };

/**
 * A person has distrusted the restore point since Prepare chose it: Prepare chooses another.
 * @throws RestorePointRefused where Prepare may not choose again
 */
const distrustedNow = (record: PairRecord, context: PhaseContext): AnswerOf<'UploadBackup'> | undefined => {
  const { backupId, ...backup } = restorePointOf(context);
  const distrusted = distrustOf(record, { backupId, ...backup });
  if (!distrusted) return undefined;
  const earlier = context.state.uploadBackup?.refused ?? [];
  const reason = describeDistrustOfOne(distrusted);
  const message = `the restore point ${backupId} has been ${reason} since it was chosen`;
  if (earlier.length + 1 >= MOST_REFUSALS) throw failure('RestorePointRefused', message);
  return { outcome: 'refused', refused: [...earlier, { backupId, reason }], evidence: [message] };
};

/** What the restore method is given. */
const orderOf = (
  { recovery, settings, record }: PhaseContext,
  credentialsOf: string,
  backup: BackupManifest,
  backupUrl: string,
): RestoreOrder => {
  const refusedLogin = record.refusedLogins?.[recovery.to];
  return {
    pair: recovery.pair,
    appliance: applianceOf(settings, recovery.to),
    tlsName: tlsNameOf(settings),
    accountsOf: applianceOf(settings, credentialsOf),
    backupSecret: {
      name: applianceOf(settings, backup.credentialsOf).secret,
      ...(backup.secretVersionId === undefined ? {} : { versionId: backup.secretVersionId }),
    },
    ...(refusedLogin ? { refusedLogin } : {}),
    backup,
    backupUrl,
    epoch: recovery.epoch,
    recoveryId: recovery.recoveryId,
  };
};

/** @throws LeaseLostError, RestorePointRefused, FileRefused, RestoreRefused, and the restore method's own failures before the upload */
export const uploadBackup = (tools: UploadBackupTools): Step<ResultOf<'UploadBackup'>> =>
  phaseStep('UploadBackup', tools, async (context) => {
    const { recovery, settings, record, signal } = context;
    const backup = restorePointOf(context);
    const earlier = context.state.uploadBackup?.refused ?? [];
    const refusals = earlier.length > 0 ? { refused: earlier } : {};
    const isoNow = (): string => new Date(tools.clock.nowMs()).toISOString();
    const distrusted = distrustedNow(record, context);
    if (distrusted) return distrusted;
    if (isCarried(record, recovery, backup)) {
      return {
        outcome: 'carried',
        evidence: [`${recovery.to} has carried ${backup.backupId} since ${record.restoredBackup[recovery.to]?.at}`],
      };
    }
    const credentialsOf = accountsOf(record, recovery.to);
    const asked = {
      settings,
      appliance: recovery.to,
      credentialsOf,
      secretVersionId: record.secretVersionOf?.[recovery.to],
    };
    const tokenBefore = await tools.tokenWitness?.take(asked, signal);
    const given = { ...refusals, ...(tokenBefore && { tokenBefore }) };
    const unknown = { backupId: 'unknown', at: isoNow(), given: accountsIn(backup) } as const;
    const noted = await context.changeRecord((current) =>
      distrustOf(current, backup)
        ? current
        : { ...current, restoredBackup: { ...current.restoredBackup, [recovery.to]: unknown } },
    );
    const distrustedSince = distrustedNow(noted, context);
    if (distrustedSince) return distrustedSince;
    const backupUrl = await tools.backups.presign(backup, URL_SECONDS);
    const refusedBefore = record.refusedLogins?.[recovery.to];
    const order = orderOf(context, credentialsOf, backup, backupUrl);
    try {
      const { marker } = await tools.restoreMethodOf(settings, recovery.to).restore(order, signal);
      if (refusedBefore) await context.changeRecord((current) => rememberingLogin(current, recovery.to, undefined));
      return {
        outcome: 'uploaded',
        ...given,
        marker,
        uploadedAt: isoNow(),
        evidence: [`${recovery.to} accepted ${backup.backupId} (${backup.bytes} bytes): ${marker}`],
      };
    } catch (error) {
      if (error instanceof LoginRefusedError)
        await context.changeRecord((current) => rememberingLogin(current, recovery.to, error.refused));
      if (isFailure(error, 'FileRefused') && earlier.length + 1 < MOST_REFUSALS) {
        const reason = `${recovery.to} refused it: ${error.message}`;
        return {
          outcome: 'refused',
          refused: [...earlier, { backupId: backup.backupId, reason }],
          evidence: [`${backup.backupId}: ${reason}`],
        };
      }
      if (isFailure(error, 'FileRefused')) {
        const hint = `It refused ${MOST_REFUSALS} files, so another file is unlikely to work. Check what it reports, its version and its backup password.`;
        throw failure('FileRefused', error.message, hint, error);
      }
      if (!isFailure(error, 'RestoreUnproven')) throw error;
      return {
        outcome: 'uploaded',
        ...given,
        ...(error instanceof RestoreUnprovenError && error.notice !== undefined && { notice: error.notice }),
        uploadedAt: isoNow(),
        evidence: [
          `it is not known yet whether ${recovery.to} accepted ${backup.backupId}; Twinbox checks that next: ${error.message}`,
        ],
      };
    }
  });
