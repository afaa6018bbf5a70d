// Limits the notifications of one kind for one pair: the first few go out at once, then one in ten minutes. Those held
// back are counted, and the next notification says how many there were. Pure.
import type { Notice, Notices } from '../record/notice.ts';
import { ownValue } from '../text/own-value.ts';
import { RENOTIFY_MS } from './quarantine.ts';

/** This many of a series go out at once. */
const AT_ONCE = 3;
/** A kind without notifications for this long begins a new series. */
const SERIES_MS = 2 * 3_600_000;
/** We have few kinds; more than this did not come from us. */
const MOST_KINDS = 50;

const current = (notice: Notice | undefined, nowMs: number): Notice | undefined =>
  notice && nowMs - Date.parse(notice.at) < SERIES_MS ? notice : undefined;

/** Whether another one of that kind goes out now. */
export const goesOut = (notices: Notices | undefined, kind: string, nowMs: number): boolean => {
  const notice = current(ownValue(notices, kind), nowMs);
  return !notice || notice.notified < AT_ONCE || nowMs - Date.parse(notice.at) >= RENOTIFY_MS;
};

/** The notices after one went out or was held back. */
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
  // Forget series that are over and have nothing to report.
  const others = Object.entries(notices ?? {}).filter(
    ([name, other]) => name !== kind && (other.held > 0 || current(other, nowMs) !== undefined),
  );
  return { ...Object.fromEntries(others.slice(-MOST_KINDS)), [kind]: notice };
};

/** Sentences for the outgoing notification about those held back; empty if there are none. */
export const countIn = (notices: Notices | undefined, kind: string, nowMs: number): readonly string[] => {
  const notice = ownValue(notices, kind);
  const held = notice?.held ?? 0;
  const notified = (current(notice, nowMs)?.notified ?? 0) + 1;
  return [
    ...(held > 0 ? [`Twinbox has held back ${held} more notifications like this one since ${notice?.at}.`] : []),
    ...(notified >= AT_ONCE
      ? [
          `Twinbox holds back further notifications like this one for ${RENOTIFY_MS / 60_000} min. The next one says how many there were.`,
        ]
      : []),
  ];
};

/** For the status: a line for each kind with notifications held back. */
export const describeHeld = (notices: Notices | undefined): readonly string[] =>
  Object.entries(notices ?? {}).flatMap(([kind, { held, at }]) =>
    held > 0 ? [`${held} notifications of kind ${kind} have been held back since ${at}`] : [],
  );

/** Whether the start of this recovery was notified: then its end is notified as well. */
export const isStartNotified = (notices: Notices | undefined, recoveryId: string): boolean =>
  ownValue(notices, 'begins')?.recoveryId === recoveryId;
