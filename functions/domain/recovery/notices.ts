// How often people are notified of one kind of event about one pair: the first few at once, then one in ten minutes. What is held back
// is counted, and the next that goes out says how many there were. Pure.
import type { Notice, Notices } from '../record/notice.ts';
import { ownValue } from '../text/own-value.ts';
import { RENOTIFY_MS } from './quarantine.ts';

/** So many of a series go out at once. */
const AT_ONCE = 3;
/** A kind that was quiet for so long begins a new series. */
const SERIES_MS = 2 * 3_600_000;
/** Kinds are ours and few: what is more than this was put there by others. */
const MOST_KINDS = 50;

const current = (notice: Notice | undefined, nowMs: number): Notice | undefined =>
  notice && nowMs - Date.parse(notice.at) < SERIES_MS ? notice : undefined;

/** Whether another one of that kind goes out now. */
export const goesOut = (notices: Notices | undefined, kind: string, nowMs: number): boolean => {
  const notice = current(ownValue(notices, kind), nowMs);
  return !notice || notice.notified < AT_ONCE || nowMs - Date.parse(notice.at) >= RENOTIFY_MS;
};

/** After one went out, or was held back. */
export const noted = (
  notices: Notices | undefined,
  { kind, wentOut, recoveryId }: { readonly kind: string; readonly wentOut: boolean; readonly recoveryId: string },
  nowMs: number,
): Notices => {
  const before = ownValue(notices, kind);
  const series = current(before, nowMs);
  const at = new Date(nowMs).toISOString();
  const notice = wentOut
    ? { at, notified: (series?.notified ?? 0) + 1, held: 0, recoveryId }
    : { at, notified: AT_ONCE, ...before, held: (before?.held ?? 0) + 1 };
  // What is over and left nothing to be told is forgotten.
  const others = Object.entries(notices ?? {}).filter(
    ([name, other]) => name !== kind && (other.held > 0 || current(other, nowMs) !== undefined),
  );
  return { ...Object.fromEntries(others.slice(-MOST_KINDS)), [kind]: notice };
};

/** What the one that goes out says of the others, as sentences; empty where there is nothing to say. */
export const countIn = (notices: Notices | undefined, kind: string, nowMs: number): readonly string[] => {
  const notice = ownValue(notices, kind);
  const held = notice?.held ?? 0;
  const notified = (current(notice, nowMs)?.notified ?? 0) + 1;
  return [
    ...(held > 0 ? [`${held} more notifications like this one were held back since ${notice?.at}.`] : []),
    ...(notified >= AT_ONCE
      ? [
          `Further ones like this are held back for ${RENOTIFY_MS / 60_000} min and counted; the next one says how many there were.`,
        ]
      : []),
  ];
};

/** For the status: a line for each kind of which something is held back. */
export const describeHeld = (notices: Notices | undefined): readonly string[] =>
  Object.entries(notices ?? {}).flatMap(([kind, { held, at }]) =>
    held > 0 ? [`${held} notifications of kind ${kind} are held back since ${at}`] : [],
  );

/** Whether people were notified that this recovery has begun: then they are notified of its end as well. */
export const isStartNotified = (notices: Notices | undefined, recoveryId: string): boolean =>
  ownValue(notices, 'begins')?.recoveryId === recoveryId;
