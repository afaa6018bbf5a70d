// Checks what the newest good backup holds, and whether one of its size was restored before.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { readinessTerms } from '../../contract/settings/readiness-terms.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import { backupSizeChecks, vaultKeyChecks } from '../../domain/readiness/newest-backup-checks.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { type BackupSource, manifestsOf, newestGood } from '../backups/seek-backups.ts';

export interface NewestBackupTools {
  readonly backups: BackupSource;
}

/** @throws what the store throws */
export const checkNewestBackup = async (
  { backups }: NewestBackupTools,
  settings: PairSettings,
  record: PairRecord,
  { nowMs, signal }: { readonly nowMs: number; readonly signal: AbortSignal },
): Promise<readonly Check[]> => {
  const { name: pair } = settings;
  const newest = await newestGood(backups, pair, record, signal);
  if (!newest) return [];
  const provenId = record.lastProof?.backupId;
  const proven = async () => {
    for await (const manifest of manifestsOf(backups, pair, ({ backupId }) => backupId === provenId, signal))
      return manifest;
    return undefined;
  };
  return [
    ...vaultKeyChecks(newest, readinessTerms(settings), nowMs),
    ...backupSizeChecks(newest, provenId === undefined ? undefined : await proven(), pair),
  ];
};
