// The legs of a recovery: its states put together as people ask about them ("how long did the restore take?"). Pure.
import type { RowOutcome } from '../model/outcome.ts';
import type { TimelineRow } from '../model/timeline-row.ts';

export type Leg = 'confirm' | 'prepare' | 'restore' | 'check' | 'decide' | 'fence' | 'move' | 'propagate' | 'verify';

/** Seconds of each leg, by our own journal: from the first state's start to the last one's end. */
export type Legs = Partial<Record<Leg, number>>;

export interface LegSpan {
  readonly leg: Leg;
  /** ISO times. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seconds: number;
  /** What each of its states came to. */
  readonly outcomes: readonly RowOutcome[];
}

const STATES: Readonly<Record<Leg, readonly string[]>> = {
  confirm: ['Confirm'],
  prepare: ['Prepare'],
  restore: ['UploadBackup', 'AwaitRestore'],
  check: ['CheckStandby'],
  decide: ['AwaitDecision', 'LastLook'],
  fence: ['ClaimTraffic', 'Fence', 'Promote'],
  move: ['MoveTraffic'],
  propagate: ['AwaitTraffic'],
  verify: ['Verify'],
};

/** Seconds to a tenth, never fewer than none: clocks differ, and a drill may restore what was captured after it began. */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10);

/** The legs that began, in the order of a recovery that goes through. */
export const legSpansOf = (timeline: readonly TimelineRow[]): readonly LegSpan[] =>
  (Object.keys(STATES) as Leg[]).flatMap((leg) => {
    const rows = timeline.filter(({ state }) => STATES[leg].includes(state));
    const first = rows[0];
    const last = rows.at(-1);
    if (!first || !last) return [];
    const { startedAt } = first;
    const { endedAt } = last;
    const outcomes = rows.map(({ outcome }) => outcome);
    return [{ leg, startedAt, endedAt, seconds: secondsBetween(startedAt, endedAt), outcomes }];
  });

export const legsOf = (timeline: readonly TimelineRow[]): Legs =>
  Object.fromEntries(legSpansOf(timeline).map(({ leg, seconds }) => [leg, seconds]));
