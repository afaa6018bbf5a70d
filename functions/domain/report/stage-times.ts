// The legs of a recovery: its states put together as people ask about them ("how long did the restore take?"). Pure.
import type { RowOutcome } from '../model/outcome.ts';
import type { TimelineRow } from '../model/timeline-row.ts';

export type Stage = 'confirm' | 'prepare' | 'restore' | 'check' | 'decide' | 'fence' | 'move' | 'propagate' | 'verify';

/** Seconds of each leg, by our own journal: from the first state's start to the last one's end. */
export type StageTimes = Partial<Record<Stage, number>>;

export interface StageSpan {
  readonly stage: Stage;
  /** ISO times. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seconds: number;
  /** What each of its states came to. */
  readonly outcomes: readonly RowOutcome[];
}

const STATES: Readonly<Record<Stage, readonly string[]>> = {
  confirm: ['Confirm'],
  prepare: ['Prepare', 'ConfirmDrill'],
  restore: ['UploadBackup', 'AwaitRestore'],
  check: ['CheckStandby'],
  decide: ['AwaitDecision', 'Reconfirm'],
  fence: ['ClaimTraffic', 'Fence', 'Promote'],
  move: ['MoveTraffic'],
  propagate: ['AwaitTraffic'],
  verify: ['Verify'],
};

/** Seconds to a tenth, never fewer than none: clocks differ, and a drill may restore what was captured after it began. */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10);

/** The legs that began, in the order of a recovery that goes through. */
export const stageSpansOf = (timeline: readonly TimelineRow[]): readonly StageSpan[] =>
  (Object.keys(STATES) as Stage[]).flatMap((stage) => {
    const rows = timeline.filter(({ state }) => STATES[stage].includes(state));
    const first = rows[0];
    const last = rows.at(-1);
    if (!first || !last) return [];
    const { startedAt } = first;
    const { endedAt } = last;
    const outcomes = rows.map(({ outcome }) => outcome);
    return [{ stage, startedAt, endedAt, seconds: secondsBetween(startedAt, endedAt), outcomes }];
  });

export const stageTimesOf = (timeline: readonly TimelineRow[]): StageTimes =>
  Object.fromEntries(stageSpansOf(timeline).map(({ stage, seconds }) => [stage, seconds]));
