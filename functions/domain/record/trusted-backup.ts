// The trust part of the pair record: which suspect backups count as good and why, and which notifications were sent.

/** A suspect backup that counts as good: an operator trusts it, or a drill restored and checked it. */
export interface TrustedBackup {
  readonly backupId: string;
  /** Of its bytes, 64 hex characters: others under the same id are not trusted. */
  readonly sha256: string;
  /** Who trusts it: a person's trust sets a new reference for the size of backups. */
  readonly of: 'person' | 'drill';
  readonly by: string;
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
}

/** A backup that an operator excludes from every restore, whatever its capture found. */
export interface DistrustedBackup {
  readonly backupId: string;
  readonly by: string;
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
}

/** A window of capture times: an operator excludes every backup captured in it, those still in progress included. */
export interface DistrustWindow {
  /** ISO time, whole seconds: the first second of the window. */
  readonly from: string;
  /** ISO time, whole seconds: the last second of the window. */
  readonly to: string;
  readonly by: string;
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
  /** Ids of backups in the window that an operator trusts all the same. */
  readonly except?: readonly string[];
}

/** The last notification about captures, so that it is not repeated with each. */
export interface BackupsNotified {
  /** Kinds of suspicion already notified. */
  readonly suspicions: readonly string[];
  /** ISO time of the last message about suspect backups. */
  readonly at?: string;
  /** SHA-256 of the repeated bytes. */
  readonly sameBytes?: string;
}
