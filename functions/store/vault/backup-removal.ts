// The interface to find and remove old backups. Locked ones stay: a refusal is a valid answer.

/** Old objects in the backup store without a capture entry. */
export interface Unentered {
  /** Ids of bytes without a manifest, left by an unfinished capture or removal. They are not backups. */
  readonly orphans: readonly string[];
  /** Ids of some manifests without a capture entry, and how many there are. Twinbox does not remove them. */
  readonly strays: readonly string[];
  readonly strayCount: number;
}

export interface BackupRemoval {
  /** Whether the store holds anything from before that ISO time. */
  hasOld(pair: string, before: string): Promise<boolean>;
  /** Objects from before that ISO time without an entry, oldest first, with at most that many orphans. */
  unentered(pair: string, before: string, entered: ReadonlySet<string>, most: number): Promise<Unentered>;
  /** Ids of all backups that have a proof. */
  proven(pair: string): Promise<ReadonlySet<string>>;
  /**
   * Removes every version, the manifest's first: from then on the backup does not exist. The capture entry goes last.
   * Safe to repeat after a refusal.
   * @param entry key of the capture entry; undefined if there is none.
   */
  remove(pair: string, backupId: string, entry?: string): Promise<'removed' | 'locked'>;
}
