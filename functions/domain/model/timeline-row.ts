// One line of a report's timeline: what one state took and came to.

export interface TimelineRow {
  readonly state: string;
  readonly attempts: number;
  /** ISO times of the first intent and the last line. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly elapsedSeconds: number;
  readonly outcome: string;
  readonly evidence: readonly string[];
}
