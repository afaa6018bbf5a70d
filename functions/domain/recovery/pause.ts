// A pause: until when it binds, and when people are reminded of it. Whoever may start the workflow may pause a pair, so a pause has
// a cap, and nobody forgets one. Pure.

import type { PairRecord, Pause } from '../record/pair-record.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';

const HOUR_MS = 3_600_000;

/** The longest pause; who needs more says so again. */
const MOST_PAUSE_HOURS = 7 * 24;

/** People are reminded this often while it stands. */
const REMIND_MS = 24 * HOUR_MS;

/** When it ends, in ms since 1970: one that claims more than the cap ends at the cap. */
const pauseEndMs = ({ since, until }: Pause): number =>
  since === undefined ? Date.parse(until) : Math.min(Date.parse(until), Date.parse(since) + MOST_PAUSE_HOURS * HOUR_MS);

/** The pause that binds now, with the time at which it really ends; undefined where there is none. */
export const pauseNow = ({ pause }: Pick<PairRecord, 'pause'>, nowMs: number): Pause | undefined => {
  if (!pause) return undefined;
  const endMs = pauseEndMs(pause);
  // A time that cannot be read pauses nobody: the recovery is not denied by it.
  return endMs > nowMs ? { ...pause, until: new Date(endMs).toISOString() } : undefined;
};

/** The pause that somebody asks for. @returns why it is refused, as a fault of the input, where it is. */
export const newPause = (
  { reason, until, hours }: { readonly reason: string; readonly until?: string | undefined; readonly hours?: number | undefined },
  nowMs: number,
): Pause | { readonly fault: string } => {
  const endMs = hours === undefined ? Date.parse(until ?? '') : nowMs + hours * HOUR_MS;
  const latestMs = nowMs + MOST_PAUSE_HOURS * HOUR_MS;
  if (!(endMs > nowMs)) return { fault: `until has passed: ${until}` };
  if (endMs > latestMs) {
    const latest = new Date(latestMs).toISOString();
    return {
      fault: `until is too far away: expected at most ${MOST_PAUSE_HOURS / 24} days from now (${latest}), found ${until}`,
    };
  }
  return { reason, since: new Date(nowMs).toISOString(), until: new Date(endMs).toISOString() };
};

/** Whether people are to be reminded of it now. */
export const isPauseToBeNotified = ({ since, notifiedAt }: Pause, nowMs: number): boolean => {
  const last = notifiedAt ?? since;
  return last === undefined || nowMs - Date.parse(last) >= REMIND_MS;
};

/** @param pause as it binds now. */
export const pauseReminder = (
  pair: string,
  { reason, since, until }: Pause,
): { readonly subject: string; readonly body: string } => ({
  subject: subjectLine(`${pair} is still paused, until ${until}`),
  body: bodyOf([
    `What happened: ${pair} has been paused${since === undefined ? '' : ` since ${since}`} (${reason}). Until ${until} Twinbox starts nothing, whatever happens, a failover included.`,
    'What callers should do: nothing.',
    `What to do: if the work is done, end the pause by starting the workflow with ${JSON.stringify({ pair, kind: 'resume' })}.`,
    'You are reminded every day while it stands.',
  ]),
});
