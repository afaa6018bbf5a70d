// One line of a report's timeline: what one state took and came to.

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
