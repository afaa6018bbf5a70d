// What people were notified of lately, by kind, as the pair record keeps it.

/** What was notified of one kind. */
export interface Notice {
  /** ISO time of the last one that went out. */
  readonly at: string;
  /** How many went out in this series. */
  readonly notified: number;
  /** How many were held back since. */
  readonly held: number;
  /** The recovery that the last one that went out was about. */
  readonly recoveryId?: string;
}

/** By kind. */
export type Notices = Readonly<Record<string, Notice>>;
