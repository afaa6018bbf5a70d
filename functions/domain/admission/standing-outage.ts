// When an alarm that stands is met with a recovery although its event started none, and how people are notified of what keeps it
// from being met. Pure.

import type { PairRecord } from '../record/pair-record.ts';
import type { StartDecision } from '../recovery/decision.ts';
import { RENOTIFY_MS } from '../recovery/quarantine.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';

/** The event rule is the fast path: it gets this long to start one first. */
const GRACE_MS = 60_000;
const MINUTE_MS = 60_000;

/**
 * Since when the assigned primary is down, in ms since 1970; undefined where that is not so, or not for long enough. The alarm does
 * not know which appliance it is about: right after users were moved it may stand for the one that was the primary before.
 * @param reading the state of the alarm PrimaryDown, and since when it is so, in ms since 1970.
 */
export const standingSinceMs = (
  reading: { readonly state: string; readonly sinceMs: number },
  { lastRecovery }: Pick<PairRecord, 'lastRecovery'>,
  nowMs: number,
): number | undefined => {
  if (reading.state !== 'ALARM') return undefined;
  const movedMs = lastRecovery?.outcome === 'moved' ? Date.parse(lastRecovery.endedAt) : Number.NEGATIVE_INFINITY;
  const sinceMs = Math.max(reading.sinceMs, movedMs);
  return nowMs - sinceMs >= GRACE_MS ? sinceMs : undefined;
};

/** Since when an execution of such a name may be ours, in ms since 1970. */
export const standingStartMs = (nowMs: number): number => Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;

/** The same within one minute, so that two runs of reconcile start one execution. */
export const standingStartName = (pair: string, nowMs: number, why: 'standing' | 'fence' = 'standing'): string => {
  const minute = new Date(standingStartMs(nowMs)).toISOString();
  return `${pair}-${why}-${minute.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
};

/** What keeps an outage from being met. */
export interface StandingBlock extends Pick<Extract<StartDecision, { action: 'refuse' }>, 'block' | 'reason'> {
  /** Since when the outage stands, in ms since 1970. */
  readonly sinceMs: number;
}

/** Whether people are to be told (again) of a block; the message of a halt has told of its own hold. */
export const isBlockToBeNotified = (
  { blockNotified, hold }: Pick<PairRecord, 'blockNotified' | 'hold'>,
  { block, sinceMs }: StandingBlock,
  nowMs: number,
): boolean => {
  const notified = blockNotified?.block === block && Date.parse(blockNotified.outageSince) === sinceMs ? [blockNotified.at] : [];
  const halted = block === 'held' && hold ? [hold.since] : [];
  return [...notified, ...halted].every((at) => nowMs - Date.parse(at) >= RENOTIFY_MS);
};

/** What people are notified while a block keeps a dead pair down. */
export const blockMessage = (
  { pair, primary }: Pick<PairRecord, 'pair' | 'primary'>,
  { block, reason, sinceMs }: StandingBlock,
): { readonly subject: string; readonly body: string } => ({
  subject: subjectLine(`${pair}: still down, and no recovery is started: ${block}`),
  body: bodyOf([
    `What happened: ${primary} has not answered since ${new Date(sinceMs).toISOString()}, and Twinbox does nothing about it: ${reason}`,
    `What callers should do: nothing. Traffic has not been moved: users are still sent to ${primary}.`,
    'You are notified again every ten minutes while it stands.',
  ]),
});
