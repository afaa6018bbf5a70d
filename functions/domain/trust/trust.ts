// Trust: a suspect backup counts as good once a drill has restored and checked it, or an operator says so with a
// reason. The pair record holds it, bound to the bytes, so that write access to the backup store alone cannot grant it.
// Distrust: an operator excludes a backup, whatever its capture found. Pure.
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { PairRecord } from '../record/pair-record.ts';
import type { DistrustedBackup, TrustedBackup } from '../record/trusted-backup.ts';

/** The record stays small; the oldest entries are dropped first. */
const MOST_TRUSTED = 200;

type Trusting = Pick<PairRecord, 'trusted' | 'distrusted'>;

export const trustOf = (
  { trusted = [] }: Trusting,
  { backupId, sha256 }: Pick<BackupManifest, 'backupId' | 'sha256'>,
): TrustedBackup | undefined => trusted.find((one) => one.backupId === backupId && one.sha256 === sha256);

/** Why an operator excludes it, by its id alone, whatever its bytes. */
export const distrustOf = (
  { distrusted = [] }: Trusting,
  { backupId }: Pick<BackupManifest, 'backupId'>,
): DistrustedBackup | undefined => distrusted.find((one) => one.backupId === backupId);

/** Whether it counts as good. */
export const isGood = (manifest: BackupManifest, record: Trusting): boolean =>
  distrustOf(record, manifest) === undefined &&
  (manifest.suspect === undefined || trustOf(record, manifest) !== undefined);

const without = <T extends { readonly backupId: string }>(
  list: readonly T[] | undefined,
  backupId: string,
): readonly T[] => (list ?? []).filter((one) => one.backupId !== backupId);

/** The record with that backup trusted. The last statement about a backup counts. */
export const trusting = <R extends Trusting>(record: R, trusted: TrustedBackup): R => ({
  ...record,
  ...(record.distrusted && { distrusted: without(record.distrusted, trusted.backupId) }),
  trusted: [...without(record.trusted, trusted.backupId), trusted].slice(-MOST_TRUSTED),
});

/** The record with that backup distrusted. The last statement about a backup counts. */
export const distrusting = <R extends Trusting>(record: R, distrusted: DistrustedBackup): R => ({
  ...record,
  ...(record.trusted && { trusted: without(record.trusted, distrusted.backupId) }),
  distrusted: [...without(record.distrusted, distrusted.backupId), distrusted].slice(-MOST_TRUSTED),
});

/** The input that trusts that backup, as JSON to copy. */
export const trustInput = (pair: string, backup: string): string =>
  JSON.stringify({ pair, kind: 'trust', backup, by: 'your name', reason: 'how you know that it is good' });

/** One sentence without its full stop. */
export const describeTrust = ({ backupId, by, reason, at }: TrustedBackup): string =>
  `The suspect backup ${backupId} counts as good: trusted by ${by} at ${at} (${reason})`;

/** One sentence without its full stop. */
export const describeDistrust = ({ backupId, by, reason, at }: DistrustedBackup): string =>
  `Twinbox does not restore the backup ${backupId}: distrusted by ${by} at ${at} (${reason})`;
