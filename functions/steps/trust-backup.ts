// Trust: a person makes a suspect backup good, by its id, or the newest suspect one. The record holds the word, bound to the bytes.

import type { PairSettings } from '../contract/pair-settings.ts';
import { wrongInput } from '../contract/parse-input.ts';
import type { BackupManifest } from '../domain/backup-manifest.ts';
import type { ListedBackup } from '../domain/listed-backup.ts';
import type { PairRecord } from '../domain/pair-record.ts';
import { isSuspectStill } from '../domain/restore-point.ts';
import { isGood, trusting } from '../domain/trust.ts';
import type { PairRecords, RecordReading } from '../store/pair-records.ts';
import { type BackupSource, manifestsOf } from './seek-backups.ts';

export interface TrustTools {
  readonly records: PairRecords;
  readonly backups: BackupSource;
}

export interface TrustOrder {
  /** The newest suspect one where left out. */
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
    backup === undefined ? isSuspectStill(listed, record) : listed.backupId === backup;
  for await (const manifest of manifestsOf(backups, pair, fits)) {
    if (!isGood(manifest, record)) return manifest;
    if (backup !== undefined) throw wrongInput([`backup: ${backup} is not suspect, it counts as good already`]);
  }
  throw wrongInput([backup === undefined ? `no backup of ${pair} is suspect` : `backup: ${pair} has no backup ${backup}`]);
};

/** Safe to run twice, but for the second word that it is good already. @throws WrongInput, RecordContendedError */
export const trustBackup = async (
  tools: TrustTools,
  settings: PairSettings,
  { backup, by, reason }: TrustOrder,
): Promise<RecordReading & { readonly says: string }> => {
  const { record } = await tools.records.read(settings);
  const { backupId, sha256, suspect } = await pick(tools, settings.name, record, backup);
  const done = await tools.records.change(settings, (current, nowMs) =>
    trusting(current, { backupId, sha256, of: 'person', by, reason, at: new Date(nowMs).toISOString() }),
  );
  return {
    ...done,
    says: `${settings.name}: ${by} trusts the backup ${backupId} (${suspect}): ${reason}. It counts as good from now on.`,
  };
};
