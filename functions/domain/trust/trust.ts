// Trust: a suspect backup counts as good once a drill has restored and checked it, or a person says so with a reason. The pair
// record holds that, bound to the bytes, so that nobody who can write to the vault alone can give it. The other way, a person's word keeps a backup out whatever its capture made of
// it. Pure.
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { PairRecord } from '../record/pair-record.ts';
import type { DistrustedBackup, TrustedBackup } from '../record/trusted-backup.ts';

/** The record stays small; what is trusted longest is forgotten first. */
const MOST_TRUSTED = 200;

type Trusting = Pick<PairRecord, 'trusted' | 'distrusted'>;

export const trustOf = (
  { trusted = [] }: Trusting,
  { backupId, sha256 }: Pick<BackupManifest, 'backupId' | 'sha256'>,
): TrustedBackup | undefined => trusted.find((one) => one.backupId === backupId && one.sha256 === sha256);

/** Why a person keeps it out, by its id alone: whatever lies under that id. */
export const distrustOf = (
  { distrusted = [] }: Trusting,
  { backupId }: Pick<BackupManifest, 'backupId'>,
): DistrustedBackup | undefined => distrusted.find((one) => one.backupId === backupId);

/** Whether it counts as good. */
export const isGood = (manifest: BackupManifest, record: Trusting): boolean =>
  distrustOf(record, manifest) === undefined && (manifest.suspect === undefined || trustOf(record, manifest) !== undefined);

const without = <T extends { readonly backupId: string }>(list: readonly T[] | undefined, backupId: string): readonly T[] =>
  (list ?? []).filter((one) => one.backupId !== backupId);

/** The record with that backup trusted. Trusted twice, or after it was distrusted, the last word stands. */
export const trusting = <R extends Trusting>(record: R, trusted: TrustedBackup): R => ({
  ...record,
  ...(record.distrusted && { distrusted: without(record.distrusted, trusted.backupId) }),
  trusted: [...without(record.trusted, trusted.backupId), trusted].slice(-MOST_TRUSTED),
});

/** The record with that backup kept out; the last word stands here as well. */
export const distrusting = <R extends Trusting>(record: R, distrusted: DistrustedBackup): R => ({
  ...record,
  ...(record.trusted && { trusted: without(record.trusted, distrusted.backupId) }),
  distrusted: [...without(record.distrusted, distrusted.backupId), distrusted].slice(-MOST_TRUSTED),
});

/** The input by which a person trusts that backup, as JSON to copy. */
export const trustInput = (pair: string, backup: string): string =>
  JSON.stringify({ pair, kind: 'trust', backup, by: 'your name', reason: 'how you know that it is good' });

/** One sentence without its end. */
export const describeTrust = ({ backupId, by, reason, at }: TrustedBackup): string =>
  `The suspect backup ${backupId} counts as good: trusted by ${by} at ${at} (${reason})`;

/** One sentence without its end. */
export const describeDistrust = ({ backupId, by, reason, at }: DistrustedBackup): string =>
  `The backup ${backupId} is not restored: distrusted by ${by} at ${at} (${reason})`;
