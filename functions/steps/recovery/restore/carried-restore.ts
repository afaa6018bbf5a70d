// The pair record after a restore that was checked: what the appliance carries, whose accounts it accepts, and the
// proof.
import type { Acceptance } from '../../../appliance/appliance.ts';
import type { BackupManifest } from '../../../domain/model/backup-manifest.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import type { PairRecord } from '../../../domain/record/pair-record.ts';
import { mayBeDrilled } from '../../../domain/trust/suspicion.ts';
import { trusting } from '../../../domain/trust/trust.ts';
import { accepting } from '../../pairs/follow-account.ts';

export interface Carrying {
  readonly backup: BackupManifest;
  readonly accepted: Acceptance;
  readonly signs: readonly string[];
  readonly at: string;
}

/** A checked restore makes a backup good if it was suspect only because its end was unproven. */
const proving = (
  record: PairRecord,
  recoveryId: string,
  { backup, signs, at }: Pick<Carrying, 'backup' | 'signs' | 'at'>,
): PairRecord => {
  const { backupId, sha256, capturedAt } = backup;
  if (signs.length === 0 || !mayBeDrilled(backup)) return record;
  return trusting(record, { backupId, sha256, of: 'drill', by: recoveryId, reason: signs.join('; '), at }, capturedAt);
};

/** The record after the restore; with signs from this recovery the restore is also a proof. */
export const carrying = (
  record: PairRecord,
  { to, recoveryId }: Recovery,
  { backup, accepted, signs: how, at }: Carrying,
): PairRecord => ({
  ...accepting(
    proving(record, recoveryId, { backup, signs: how, at }),
    to,
    backup.credentialsOf,
    accepted?.secretVersionId,
  ),
  restoredBackup: { ...record.restoredBackup, [to]: { backupId: backup.backupId, at } },
  ...(how.length > 0 && {
    lastProof: { backupId: backup.backupId, sha256: backup.sha256, at, appliance: to, recoveryId, how },
  }),
});
