// The stages of a recovery: its states grouped by the questions of operators ("how long did the restore take?"). Pure.
import type { RowOutcome } from '../model/outcome.ts';
import type { TimelineRow } from '../model/timeline-row.ts';

export type Stage =
  | 'confirm'
  | 'capture'
  | 'wake'
  | 'prepare'
  | 'restore'
  | 'check'
  | 'decide'
  | 'fence'
  | 'move'
  | 'propagate'
  | 'verify';

/** Seconds of each stage, by our own journal: from the start of its first state to the end of its last. */
export type StageTimes = Partial<Record<Stage, number>>;

export interface StageSpan {
  readonly stage: Stage;
  /** ISO times. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seconds: number;
  /** The outcome of each of its states. */
  readonly outcomes: readonly RowOutcome[];
}

const STATES: Readonly<Record<Stage, readonly string[]>> = {
  confirm: ['Confirm'],
  capture: ['FinalCapture'],
  wake: ['PowerOn'],
  prepare: ['Prepare', 'ConfirmDrill'],
  restore: ['UploadBackup', 'AwaitRestore'],
  check: ['CheckStandby'],
  decide: ['AwaitDecision', 'Reconfirm'],
  fence: ['ClaimTraffic', 'ShutDown', 'Fence', 'Promote'],
  move: ['MoveTraffic'],
  propagate: ['AwaitTraffic'],
  verify: ['Verify'],
};

/**
 * Seconds to a tenth, never negative: clocks differ, and a drill may restore a backup that was captured after it began.
 */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10);

/** The stages that began, in the order of a complete recovery. */
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
