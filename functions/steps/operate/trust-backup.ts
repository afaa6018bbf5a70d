// Trust and distrust. With `trust` a person makes a suspect backup good, by its id, or the newest suspect one; the pair
// record binds that to the backup's bytes. With `distrust` a person keeps a backup out of every restore, by its id.

import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { wrongInput } from '../../contract/workflow/verbs/parse-input.ts';
import { isSuspectStill } from '../../domain/backup/restore-point.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { distrusting, distrustOf, isGood, trusting } from '../../domain/trust/trust.ts';
import type { PairRecords, RecordReading } from '../../store/record/pair-records.ts';
import { type BackupSource, manifestsOf } from '../backups/seek-backups.ts';

export interface TrustTools {
  readonly records: PairRecords;
  readonly backups: BackupSource;
}

export interface TrustOrder {
  /** Omitted: the newest suspect backup. */
  readonly backup?: string | undefined;
  readonly by: string;
  readonly reason: string;
}

/** @throws WrongInput */
const pick = async (
  { backups }: TrustTools,
  pair: string,
  record: PairRecord,
  backup: string | undefined,
): Promise<BackupManifest> => {
  const fits = (listed: ListedBackup): boolean =>
    backup === undefined ? isSuspectStill(listed, record) && !distrustOf(record, listed) : listed.backupId === backup;
  for await (const manifest of manifestsOf(backups, pair, fits)) {
    if (!isGood(manifest, record)) return manifest;
    if (backup !== undefined) throw wrongInput([`backup: ${backup} is not suspect; it already counts as good`]);
  }
  throw wrongInput([
    backup === undefined ? `no backup of ${pair} is suspect` : `backup: ${pair} has no backup ${backup}`,
  ]);
};

/**
 * Safe to run twice: the second run throws WrongInput because the backup is already good.
 * @throws WrongInput, PairRecordContended
 */
export const trustBackup = async (
  tools: TrustTools,
  settings: PairSettings,
  { backup, by, reason }: TrustOrder,
): Promise<RecordReading & { readonly message: string }> => {
  const { record } = await tools.records.read(settings);
  const { backupId, sha256, suspect } = await pick(tools, settings.name, record, backup);
  const done = await tools.records.change(settings, (current, nowMs) => ({
    record: trusting(current, { backupId, sha256, of: 'person', by, reason, at: new Date(nowMs).toISOString() }),
  }));
  return {
    ...done,
    message: `${settings.name}: ${by} trusts the backup ${backupId} (${suspect ?? 'distrusted before'}): ${reason}. It counts as good from now on.`,
  };
};

export interface DistrustOrder {
  readonly backup: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * Safe to run twice: the last reason counts.
 * @throws WrongInput if the pair has no such backup; PairRecordContended
 */
export const distrustBackup = async (
  { records, backups }: TrustTools,
  settings: PairSettings,
  { backup, by, reason }: DistrustOrder,
): Promise<RecordReading & { readonly message: string }> => {
  const { name } = settings;
  // The listing is enough, so that a backup with an unreadable manifest can be distrusted too.
  const isThere = async (): Promise<boolean> => {
    for await (const { backupId } of backups.listed(name)) if (backupId === backup) return true;
    return false;
  };
  if (!(await isThere())) throw wrongInput([`backup: ${name} has no backup ${backup}`]);
  const done = await records.change(settings, (record, nowMs) => ({
    record: distrusting(record, { backupId: backup, by, reason, at: new Date(nowMs).toISOString() }),
  }));
  return {
    ...done,
    message: `${name}: ${by} distrusts the backup ${backup}: ${reason}. No recovery and no drill restores it from now on.`,
  };
};
