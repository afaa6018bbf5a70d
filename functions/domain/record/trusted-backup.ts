// What the pair record holds of suspect backups: which count as good by whose word, and what people were notified.

/** A suspect backup that counts as good: by the word of a person, or because a drill restored and checked it. */
export interface TrustedBackup {
  readonly backupId: string;
  /** Of its bytes, 64 hex characters: others under the same id are not trusted. */
  readonly sha256: string;
  /** Whose word it is: a person's sets a new mark for the size of backups. */
  readonly of: 'person' | 'drill';
  readonly by: string;
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
}

/** A backup that nobody restores, whatever the capture made of it: by the word of a person. */
export interface DistrustedBackup {
  readonly backupId: string;
  readonly by: string;
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
}

/** What people were notified of captures last, so that the same is not told with each. */
export interface BackupsNotified {
  /** Kinds of suspicion that they know of. */
  readonly suspicions: readonly string[];
  /** ISO time of the last message about suspect backups. */
  readonly at?: string;
  /** SHA-256 of the bytes that came again and again. */
  readonly sameBytes?: string;
}
