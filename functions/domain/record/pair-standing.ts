// What stands in a pair's record for a time: a pause, a reservation of the next lease, an outage, and what people were notified of.

/** Automation off for a time: observe and report, touch nothing. */
export interface Pause {
  readonly reason: string;
  /** ISO time at which somebody asked for it; undefined in one of an older version. */
  readonly since?: string;
  /** ISO time. */
  readonly until: string;
  /** ISO time at which people were last reminded of it. */
  readonly notifiedAt?: string;
}

/** The next lease belongs to a failover that waits for it: dry runs, drills and fences let it pass. */
export interface Reservation {
  readonly recoveryId: string;
  /** ISO time. The one who waits renews it; it lapses with its execution. */
  readonly until: string;
}

/** That an appliance is down and users are without service, over all executions that deal with it. */
export interface Outage {
  readonly appliance: string;
  /** ISO time of the first probe of the row that found it down. */
  readonly since: string;
  /** The first recovery that dealt with it. */
  readonly recoveryId: string;
}

/** That people were notified what keeps a dead pair down. */
export interface BlockNotified {
  /** Which block. */
  readonly block: string;
  /** ISO time since which the outage stands. */
  readonly outageSince: string;
  /** ISO time. */
  readonly at: string;
}

/** That people were notified of a watcher or an inspector that never came up. */
export interface NeverReported {
  /** The alarms that wait for their first figures. */
  readonly alarms: readonly string[];
  /** ISO time. */
  readonly notifiedAt: string;
}
