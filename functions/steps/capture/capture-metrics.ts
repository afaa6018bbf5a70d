// What a capture tells the alarms: how long it took, and whether what came is suspect.
import { METRICS } from '../../contract/runtime/metrics.ts';
import type { MetricPoint } from '../../platform/metrics.ts';
import type { Taken } from './take-backup.ts';

/** When the appliance was asked for the backup, and when that was over. ms since 1970. */
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

/** Nothing where the capture was overtaken: its end says nothing of the appliance. */
export const figuresOf = (taken: Taken, span: CaptureSpan): readonly MetricPoint[] =>
  'skipped' in taken
    ? []
    : [seconds(span), { name: METRICS.captureSuspect, value: taken.suspect === undefined ? 0 : 1, ...at(span.endedMs) }];

/** One that ran out of time took at least that long; any other failure says nothing of how long a backup takes. */
export const figuresOfFailure = (ranOutOfTime: boolean, span: CaptureSpan): readonly MetricPoint[] =>
  ranOutOfTime ? [seconds(span)] : [];
