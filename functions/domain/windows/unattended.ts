// Outages during a pause or a service window: Twinbox never acts on one by itself, even when the pause or window has
// run out, and that time does not count towards actAfterSeconds. Pure.
import type { PairRecord } from '../record/pair-record.ts';
import { pauseEndMs } from '../record/pair-standing.ts';
import { lastSpan, type ServiceWindow } from './service-window.ts';

/** A time in which Twinbox does not act by itself, in ms since 1970. */
interface Span {
  readonly because: 'pause' | 'window';
  readonly fromMs: number;
  readonly toMs: number;
}

const spansOf = (
  { pause }: Pick<PairRecord, 'pause'>,
  windows: readonly ServiceWindow[] | undefined,
  nowMs: number,
): readonly Span[] => {
  const paused: readonly Span[] = pause
    ? [
        {
          because: 'pause',
          fromMs: pause.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(pause.since),
          toMs: pauseEndMs(pause),
        },
      ]
    : [];
  return [...paused, ...(windows ?? []).map((one): Span => ({ because: 'window', ...lastSpan(one, nowMs) }))].filter(
    ({ fromMs }) => fromMs <= nowMs,
  );
};

export interface StandingOutage {
  /** When Twinbox first knew of it, in ms since 1970. */
  readonly knownSinceMs: number;
  /** How much earlier it may have begun: an alarm and its event come late. */
  readonly lagMs: number;
}

/**
 * Why a recovery of this outage waits for a person; undefined if it does not. An outage that stood in a pause or a
 * window may be the work that it was for. A person who resumed the pair after that has seen it.
 */
export const waitsBecauseOf = (
  record: Pick<PairRecord, 'pause' | 'resumedAt'>,
  windows: readonly ServiceWindow[] | undefined,
  { knownSinceMs, lagMs }: StandingOutage,
  nowMs: number,
): 'pause' | 'window' | undefined => {
  const beganMs = knownSinceMs - lagMs;
  if (record.resumedAt !== undefined && Date.parse(record.resumedAt) >= beganMs) return undefined;
  return spansOf(record, windows, nowMs).find(({ toMs }) => toMs >= beganMs)?.because;
};

/** The time before which no outage counts towards actAfterSeconds, in ms since 1970. */
export const countsFromMs = (
  record: Pick<PairRecord, 'pause' | 'resumedAt'>,
  windows: readonly ServiceWindow[] | undefined,
  nowMs: number,
): number =>
  Math.max(
    ...spansOf(record, windows, nowMs)
      .map(({ toMs }) => toMs)
      .filter((toMs) => toMs <= nowMs),
    record.resumedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(record.resumedAt),
    Number.NEGATIVE_INFINITY,
  );
