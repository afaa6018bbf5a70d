// A pause: when it ends, and when operators are reminded of it. Everyone who may start the workflow may pause a pair,
// so a pause has a maximum length, and reminders make sure that nobody forgets it. Pure.

import type { PairRecord, Pause } from '../record/pair-record.ts';
import { MOST_PAUSE_HOURS, pauseEndMs } from '../record/pair-standing.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';

const HOUR_MS = 3_600_000;

/** Interval of the reminders during a pause. */
const REMIND_MS = 24 * HOUR_MS;

/** The pause in effect now, with its real end; undefined if there is none. */
export const pauseNow = ({ pause }: Pick<PairRecord, 'pause'>, nowMs: number): Pause | undefined => {
  if (!pause) return undefined;
  const endMs = pauseEndMs(pause);
  // An unreadable time is no pause: it must not block a recovery.
  return endMs > nowMs ? { ...pause, until: new Date(endMs).toISOString() } : undefined;
};

/** The requested pause. @returns or the fault of the input, if it is refused. */
export const newPause = (
  {
    reason,
    until,
    hours,
  }: { readonly reason: string; readonly until?: string | undefined; readonly hours?: number | undefined },
  nowMs: number,
): Pause | { readonly fault: string } => {
  const endMs = hours === undefined ? Date.parse(until ?? '') : nowMs + hours * HOUR_MS;
  const latestMs = nowMs + MOST_PAUSE_HOURS * HOUR_MS;
  if (!(endMs > nowMs)) return { fault: `until must be in the future, found ${until}` };
  if (endMs > latestMs) {
    const latest = new Date(latestMs).toISOString();
    return {
      fault: `until is too far away: expected at most ${MOST_PAUSE_HOURS / 24} days from now (${latest}), found ${until}`,
    };
  }
  return { reason, since: new Date(nowMs).toISOString(), until: new Date(endMs).toISOString() };
};

/** Whether a reminder is due now. */
export const isPauseToBeNotified = ({ since, notifiedAt }: Pause, nowMs: number): boolean => {
  const last = notifiedAt ?? since;
  return last === undefined || nowMs - Date.parse(last) >= REMIND_MS;
};

/** @param pause as in effect now. */
export const pauseReminder = (
  pair: string,
  { reason, since, until }: Pause,
): { readonly subject: string; readonly body: string } => ({
  subject: subjectLine(`${pair} is still paused, until ${until}`),
  body: bodyOf([
    `What happened: ${pair} has been paused${since === undefined ? '' : ` since ${since}`} (${reason}). Twinbox starts no recovery before ${until}, not even a failover.`,
    'What callers should do: nothing.',
    `What to do: if the work is done, end the pause by starting the workflow with ${JSON.stringify({ pair, kind: 'resume' })}.`,
    'Twinbox reminds you every day during the pause.',
  ]),
});
