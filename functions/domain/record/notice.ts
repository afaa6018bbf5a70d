// Recent notifications by kind, as stored in the pair record.

/** The notifications of one kind. */
export interface Notice {
  /** ISO time of the last one that went out. */
  readonly at: string;
  /** How many went out in this series. */
  readonly notified: number;
  /** How many were held back since. */
  readonly held: number;
  /** The recovery of the last one that went out. */
  readonly recoveryId?: string;
}

/** By kind. */
export type Notices = Readonly<Record<string, Notice>>;
