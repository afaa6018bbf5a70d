// The interface through which old backups are found and removed. What is still locked stays: a refusal is an answer.

/** What lies in the oldest part of the vault without the entry of a capture. */
export interface Unentered {
  /** Ids of bytes without a manifest: what a capture or a removal left half done. They are no backups. */
  readonly orphans: readonly string[];
  /** Ids of some manifests that no capture has entered, and how many there are: nobody removes what nobody understands. */
  readonly strays: readonly string[];
  readonly strayCount: number;
}

export interface BackupRemoval {
  /** Whether anything at all lies there from before that ISO time. */
  hasOld(pair: string, before: string): Promise<boolean>;
  /** What lies there from before that ISO time and is not entered, oldest first, at most so many orphans. */
  unentered(pair: string, before: string, entered: ReadonlySet<string>, most: number): Promise<Unentered>;
  /** Ids of all backups that have a proof. */
  proven(pair: string): Promise<ReadonlySet<string>>;
  /**
   * Removes every version, the manifest's first: from then on the backup does not exist. The entry of its capture goes last. Safe to
   * do again after a refusal.
   * @param entry where that lies; undefined where there is none.
   */
  remove(pair: string, backupId: string, entry?: string): Promise<'removed' | 'locked'>;
}
