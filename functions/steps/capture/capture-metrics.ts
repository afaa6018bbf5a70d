// The metrics of a capture: how long it took, and whether the backup is suspect.
import { METRICS } from '../../contract/runtime/metrics.ts';
import type { MetricPoint } from '../../platform/metrics.ts';
import type { Taken } from './take-backup.ts';

/** When the request for the backup began and ended. ms since 1970. */
export interface CaptureSpan {
  readonly beganMs: number;
  readonly endedMs: number;
}

const at = (endedMs: number): Pick<MetricPoint, 'at' | 'highResolution'> => ({
  at: new Date(endedMs).toISOString(),
  highResolution: false,
});

const seconds = ({ beganMs, endedMs }: CaptureSpan): MetricPoint => ({
  name: METRICS.captureSeconds,
  value: Math.max(0, endedMs - beganMs) / 1000,
  ...at(endedMs),
});

/** None for a capture that was skipped: its duration says nothing about the appliance. */
export const figuresOf = (taken: Taken, span: CaptureSpan): readonly MetricPoint[] =>
  'skipped' in taken
    ? []
    : [
        seconds(span),
        { name: METRICS.captureSuspect, value: taken.suspect === undefined ? 0 : 1, ...at(span.endedMs) },
      ];

/** A capture that timed out took at least that long. Any other failure says nothing about how long a backup takes. */
export const figuresOfFailure = (ranOutOfTime: boolean, span: CaptureSpan): readonly MetricPoint[] =>
  ranOutOfTime ? [seconds(span)] : [];
