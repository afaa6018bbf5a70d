// Trust: a suspect backup counts as good once a drill has restored and checked it, or a person says so with a reason. The pair
// record holds that, bound to the bytes, so that nobody who can write to the vault alone can give it. Pure.
import type { BackupManifest } from './backup-manifest.ts';
import type { PairRecord, TrustedBackup } from './pair-record.ts';

/** The record stays small; what is trusted longest is forgotten first. */
export const MOST_TRUSTED = 200;

type Trusting = Pick<PairRecord, 'trusted'>;

export const trustOf = (
  { trusted = [] }: Trusting,
  { backupId, sha256 }: Pick<BackupManifest, 'backupId' | 'sha256'>,
): TrustedBackup | undefined => trusted.find((one) => one.backupId === backupId && one.sha256 === sha256);

/** Manifests as they count: whatever is trusted is not suspect. */
export const withTrust = (manifests: readonly BackupManifest[], record: Trusting): readonly BackupManifest[] =>
  manifests.map((manifest) => {
    if (manifest.suspect === undefined || trustOf(record, manifest) === undefined) return manifest;
    const { suspect: _suspect, suspicions: _suspicions, ...good } = manifest;
    return good;
  });

/** The record with that backup trusted. Trusted twice, the last word stands. */
export const trusting = <R extends Trusting>(record: R, trusted: TrustedBackup): R => ({
  ...record,
  trusted: [...(record.trusted ?? []).filter(({ backupId }) => backupId !== trusted.backupId), trusted].slice(-MOST_TRUSTED),
});
