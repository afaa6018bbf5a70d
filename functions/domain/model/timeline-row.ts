// One row of a report's timeline: the duration and outcome of one state.

import type { RowOutcome } from './outcome.ts';

export interface TimelineRow {
  readonly state: string;
  readonly attempts: number;
  /** ISO times of the first intent and the last line. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly elapsedSeconds: number;
  readonly outcome: RowOutcome;
  readonly evidence: readonly string[];
}
