// Decides when an alarm in ALARM starts a recovery although its event started none, and notifies operators of what
// blocks it. Pure.

import type { PairRecord } from '../record/pair-record.ts';
import type { StartDecision } from '../recovery/decision.ts';
import { RENOTIFY_MS } from '../recovery/quarantine.ts';
import { basicIso } from '../text/basic-time.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';

/** The event rule is the fast path: it gets this long to start a recovery first. */
const GRACE_MS = 60_000;
const MINUTE_MS = 60_000;

/**
 * When the assigned primary went down, in ms since 1970; undefined if it is not down, or not for long enough. The alarm
 * does not name the appliance: right after users were moved, it may still be about the previous primary.
 * @param reading the state of the alarm PrimaryDown, and when it entered that state, in ms since 1970.
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

/** Start of the minute in the execution name, in ms since 1970. */
export const standingStartMs = (nowMs: number): number => Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;

/** The same name within one minute, so that two runs of reconcile start one execution. */
export const standingStartName = (pair: string, nowMs: number, why: 'standing' | 'fence' = 'standing'): string =>
  `${pair}-${why}-${basicIso(new Date(standingStartMs(nowMs)).toISOString())}`;

/** What blocks the recovery of an outage. */
export interface StandingBlock extends Pick<Extract<StartDecision, { action: 'refuse' }>, 'block' | 'reason'> {
  /** When the outage began, in ms since 1970. */
  readonly sinceMs: number;
}

/** Whether to notify operators (again) of a block. The notification of a halt already covers its own hold. */
export const isBlockToBeNotified = (
  { blockNotified, hold }: Pick<PairRecord, 'blockNotified' | 'hold'>,
  { block, sinceMs }: StandingBlock,
  nowMs: number,
): boolean => {
  const notified =
    blockNotified?.block === block && Date.parse(blockNotified.outageSince) === sinceMs ? [blockNotified.at] : [];
  const halted = block === 'held' && hold ? [hold.since] : [];
  return [...notified, ...halted].every((at) => nowMs - Date.parse(at) >= RENOTIFY_MS);
};

/** The notification while a block keeps a failed pair down. */
export const blockMessage = (
  { pair, primary }: Pick<PairRecord, 'pair' | 'primary'>,
  { block, reason, sinceMs }: StandingBlock,
): { readonly subject: string; readonly body: string } => ({
  subject: subjectLine(`${pair}: still down, and no recovery is started: ${block}`),
  body: bodyOf([
    `What happened: ${primary} has not answered since ${new Date(sinceMs).toISOString()}, and Twinbox starts no recovery: ${reason}`,
    `What callers should do: nothing. Traffic has not been moved: users are still sent to ${primary}.`,
    'Twinbox notifies you every ten minutes during the outage.',
  ]),
});
