// Decides whether to notify operators of a suspect capture: of the first of each kind, and once a day while the newest
// good backup is older than the objective. Not of every capture. Pure.
import type { BackupsNotified } from '../record/trusted-backup.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** This many consecutive captures with the same bytes are no coincidence. */
export const SAME_IN_A_ROW = 3;

export interface SuspectFacts {
  readonly notified: BackupsNotified | undefined;
  /** Kinds of suspicion of the new capture. */
  readonly suspicions: readonly string[];
  /** ISO time; undefined where no backup is good. */
  readonly newestGoodAt?: string;
  readonly rpoMinutes: number;
  readonly nowMs: number;
}

const isADayAgo = (at: string | undefined, nowMs: number): boolean =>
  at === undefined || nowMs - Date.parse(at) >= DAY_MS;

export const isStale = ({ newestGoodAt, rpoMinutes, nowMs }: Omit<SuspectFacts, 'notified' | 'suspicions'>): boolean =>
  newestGoodAt === undefined || nowMs - Date.parse(newestGoodAt) > rpoMinutes * MINUTE_MS;

export const isNews = (facts: SuspectFacts): boolean => {
  const { notified, suspicions, nowMs } = facts;
  if (suspicions.some((kind) => !notified?.suspicions.includes(kind))) return true;
  return isStale(facts) && isADayAgo(notified?.at, nowMs);
};

/** What operators know after a notification. */
export const notifiedNow = (
  notified: BackupsNotified | undefined,
  suspicions: readonly string[],
  nowMs: number,
): BackupsNotified => ({
  ...notified,
  suspicions: [...new Set([...(notified?.suspicions ?? []), ...suspicions])],
  at: new Date(nowMs).toISOString(),
});

/**
 * A good capture resets the notified kinds, but not within a day: results may alternate. @returns undefined if nothing
 * changes.
 */
export const notifiedAfterGood = (
  notified: BackupsNotified | undefined,
  nowMs: number,
): BackupsNotified | undefined => {
  if (!notified || notified.suspicions.length === 0 || !isADayAgo(notified.at, nowMs)) return undefined;
  const { at: _at, ...rest } = notified;
  return { ...rest, suspicions: [] };
};
