// Trust: a suspect backup counts as good once a drill has restored and checked it, or a person says so with a reason. The pair
// record holds that, bound to the bytes, so that nobody who can write to the vault alone can give it. Pure.
import type { BackupManifest } from './backup-manifest.ts';
import type { PairRecord } from './pair-record.ts';
import type { TrustedBackup } from './trusted-backup.ts';

/** The record stays small; what is trusted longest is forgotten first. */
export const MOST_TRUSTED = 200;

type Trusting = Pick<PairRecord, 'trusted'>;

export const trustOf = (
  { trusted = [] }: Trusting,
  { backupId, sha256 }: Pick<BackupManifest, 'backupId' | 'sha256'>,
): TrustedBackup | undefined => trusted.find((one) => one.backupId === backupId && one.sha256 === sha256);

/** Whether any bytes under that id are trusted: whoever opens it must still compare them. */
export const isTrustedId = ({ trusted = [] }: Trusting, id: string): boolean => trusted.some(({ backupId }) => backupId === id);

/** Whether it counts as good. */
export const isGood = (manifest: BackupManifest, record: Trusting): boolean =>
  manifest.suspect === undefined || trustOf(record, manifest) !== undefined;

/** The record with that backup trusted. Trusted twice, the last word stands. */
export const trusting = <R extends Trusting>(record: R, trusted: TrustedBackup): R => ({
  ...record,
  trusted: [...(record.trusted ?? []).filter(({ backupId }) => backupId !== trusted.backupId), trusted].slice(-MOST_TRUSTED),
});
