// Read-back: every night Twinbox reads the newest good backup completely and compares it with its manifest, so that
// damage is known before the backup is needed. Pure.
/** What the last read-back of a pair found. */
export interface ReadBack {
  readonly backupId: string;
  /** ISO time at which the bytes had been read. */
  readonly at: string;
  readonly intact: boolean;
  /** A clause with the evidence. */
  readonly reason: string;
}

/**
 * 02:00 UTC. It reads only from S3, so it affects no appliance and no user: the hour only has to be the same each day.
 */
const NIGHT_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;
/** A read-back in the future is ignored. */
export const CLOCK_SLACK_MS = 60_000;

/** When the last night began, ms since 1970. */
const lastNightMs = (nowMs: number): number => Math.floor((nowMs - NIGHT_MS) / DAY_MS) * DAY_MS + NIGHT_MS;

/** Once a night, and again as soon as there is a newer backup than the damaged one. */
export const isReadBackDue = (last: ReadBack | undefined, newest: string, nowMs: number): boolean =>
  last === undefined ||
  Date.parse(last.at) > nowMs + CLOCK_SLACK_MS ||
  Date.parse(last.at) < lastNightMs(nowMs) ||
  (!last.intact && last.backupId !== newest);
