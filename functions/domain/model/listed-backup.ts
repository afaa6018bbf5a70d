// A backup as far as a listing shows it: enough to skip thousands of backups without reading one. Pure.

/** The software of an appliance as far as known; an absent or empty fact is not compared. */
export interface SoftwareFacts {
  readonly product?: string;
  readonly version?: string;
  readonly build?: string;
}

export interface ListedBackup {
  readonly backupId: string;
  /** Key of the entry of its capture, and the tag that identifies the entry's content. */
  readonly entry: string;
  readonly tag: string;
  /** ISO time, whole seconds, from the id. */
  readonly capturedAt: string;
  /** Appliance it was captured from. */
  readonly appliance: string;
  /** Whether it was suspect when it was captured. */
  readonly isSuspect: boolean;
  /** Same product, version and build: the backups of one software have one mark. */
  readonly softwareMark: string;
  /** Whether it was made by that software; an absent fact is not compared. */
  readonly madeBy: (software: SoftwareFacts) => boolean;
}
