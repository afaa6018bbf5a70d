// Read-back: every night the newest good backup is read whole and held against its manifest, so that damage is known before the
// night on which the backup is needed. Pure.
/** What the last read-back of a pair found. */
export interface ReadBack {
  readonly backupId: string;
  /** ISO time at which the bytes had been read. */
  readonly at: string;
  readonly intact: boolean;
  /** A clause with the evidence. */
  readonly reason: string;
}

/** 02:00 UTC. It reads from S3 alone, so no appliance and no user feels it: the hour only has to be the same each day. */
const NIGHT_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;
/** What was read back later than now was not. */
export const CLOCK_SLACK_MS = 60_000;

/** When the last night began, ms since 1970. */
const lastNightMs = (nowMs: number): number => Math.floor((nowMs - NIGHT_MS) / DAY_MS) * DAY_MS + NIGHT_MS;

/** Each night once; and again as soon as there is another backup than the one that was found damaged. */
export const isReadBackDue = (last: ReadBack | undefined, newest: string, nowMs: number): boolean =>
  last === undefined ||
  Date.parse(last.at) > nowMs + CLOCK_SLACK_MS ||
  Date.parse(last.at) < lastNightMs(nowMs) ||
  (!last.intact && last.backupId !== newest);
