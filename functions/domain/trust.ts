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

/** Whether it counts as good. */
export const isGood = (manifest: BackupManifest, record: Trusting): boolean =>
  manifest.suspect === undefined || trustOf(record, manifest) !== undefined;

/** The record with that backup trusted. Trusted twice, the last word stands. */
export const trusting = <R extends Trusting>(record: R, trusted: TrustedBackup): R => ({
  ...record,
  trusted: [...(record.trusted ?? []).filter(({ backupId }) => backupId !== trusted.backupId), trusted].slice(-MOST_TRUSTED),
});

/** The input by which a person trusts that backup, as JSON to copy. */
export const trustInput = (pair: string, backup: string): string =>
  JSON.stringify({ pair, kind: 'trust', backup, by: 'your name', reason: 'how you know that it is good' });

/** One sentence without its end. */
export const describeTrust = ({ backupId, by, reason, at }: TrustedBackup): string =>
  `The suspect backup ${backupId} counts as good: trusted by ${by} at ${at} (${reason})`;
