// A backup as a listing alone tells it: enough to pass over thousands of others without reading one of them. Pure.

/** What an appliance runs, as far as it could be asked; a fact left out, or empty, is not compared. */
export interface SoftwareFacts {
  readonly product?: string;
  readonly version?: string;
  readonly build?: string;
}

export interface ListedBackup {
  readonly backupId: string;
  /** Where the entry of its capture lies, and what tells two contents of it apart. */
  readonly entry: string;
  readonly tag: string;
  /** ISO time, whole seconds: it stands in the id. */
  readonly capturedAt: string;
  /** Appliance it was captured from. */
  readonly appliance: string;
  /** Whether it was suspect when it was captured. */
  readonly isSuspect: boolean;
  /** Same product, version and build: the backups of one software have one mark. */
  readonly softwareMark: string;
  /** Whether it was made by that software; a fact left out is not compared. */
  readonly madeBy: (software: SoftwareFacts) => boolean;
}
