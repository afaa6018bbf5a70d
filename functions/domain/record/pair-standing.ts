// The temporary parts of a pair record: a pause, a reservation of the next lease, an outage, and notifications.

/** Automation off for a time: Twinbox observes and reports, and changes nothing. */
export interface Pause {
  readonly reason: string;
  /** ISO time of the request; undefined in one of an older version. */
  readonly since?: string;
  /** ISO time. */
  readonly until: string;
  /** ISO time of the last reminder. */
  readonly notifiedAt?: string;
}

/** The longest pause. For a longer one, pause again. */
export const MOST_PAUSE_HOURS = 7 * 24;

/** In ms since 1970, limited to the longest pause. */
export const pauseEndMs = ({ since, until }: Pause): number =>
  since === undefined
    ? Date.parse(until)
    : Math.min(Date.parse(until), Date.parse(since) + MOST_PAUSE_HOURS * 3_600_000);

/** The next lease belongs to a waiting failover: dry runs, drills and fences must wait. */
export interface Reservation {
  readonly recoveryId: string;
  /** ISO time. The waiting failover renews it; it lapses with its execution. */
  readonly until: string;
}

/** An outage of an appliance, across all its executions. */
export interface Outage {
  readonly appliance: string;
  /** ISO time of the first probe of the row that found it down. */
  readonly since: string;
  /** The first recovery of this outage. */
  readonly recoveryId: string;
}

/** The last notification of what blocks the recovery of an outage. */
export interface BlockNotified {
  /** Which block. */
  readonly block: string;
  /** ISO time at which the outage began. */
  readonly outageSince: string;
  /** ISO time. */
  readonly at: string;
}

/** The last notification of a watcher or an inspector that has never reported. */
export interface NeverReported {
  /** The alarms that wait for their first data points. */
  readonly alarms: readonly string[];
  /** ISO time. */
  readonly notifiedAt: string;
}

/** Why a recovery waits for a person: `ask` by the settings, or because its outage began during a pause or a window. */
export type AskReason = 'ask' | 'pause' | 'window';

/** What a person's answer is about. A change of any of these makes it void. */
export interface AnswerSubject {
  readonly recoveryId: string;
  readonly epoch: number;
  /** The appliance that takes over. */
  readonly to: string;
  /** The restore point that it carries. */
  readonly backupId: string;
}

/** A running recovery waits for a person. */
export interface Question extends AnswerSubject {
  readonly from: string;
  readonly askedBecause: AskReason;
  /** ISO time. */
  readonly askedAt: string;
  /** ISO time after which the recovery halts without an answer. */
  readonly until: string;
  /** ISO time of the last notification. */
  readonly notifiedAt?: string;
}

/** A person's answer to a running recovery. A denial may come before the question. */
export interface Answer
  extends Pick<AnswerSubject, 'recoveryId' | 'epoch'>,
    Partial<Pick<AnswerSubject, 'to' | 'backupId'>> {
  readonly verdict: 'approved' | 'denied';
  readonly by: string;
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
}

/** A person's word to a running recovery. */
export interface Confirmation extends Pick<AnswerSubject, 'recoveryId' | 'epoch'> {
  /** `fence`: the old primary cannot serve. */
  readonly what: 'fence';
  readonly by: string;
  /** How the person knows it. */
  readonly how: string;
  /** ISO time. */
  readonly at: string;
}
