// The interface through which old backups are found and removed. What is still locked stays: a refusal is an answer.
import type { BackupManifest } from '../domain/backup-manifest.ts';

/** The oldest part of the vault. */
export interface OldBackups {
  readonly manifests: readonly BackupManifest[];
  /** Ids of bytes without a manifest: what a capture or a removal left half done. They are no backups. */
  readonly orphans: readonly string[];
  /** Manifests that cannot be read, with their faults: nobody removes what nobody understands. */
  readonly unreadable: readonly string[];
}

export interface BackupRemoval {
  /** What was captured before that ISO time, oldest first, at most so many. */
  old(pair: string, before: string, most: number): Promise<OldBackups>;
  /** Ids of all backups that have a proof. */
  proven(pair: string): Promise<ReadonlySet<string>>;
  /** Removes every version, the manifest's first: from then on the backup does not exist. Safe to do again after a refusal. */
  remove(pair: string, backupId: string): Promise<'removed' | 'locked'>;
}
