// The interface through which deciding metrics are put: awaited, at one-second resolution where an alarm of ten seconds
// reads them.

export interface MetricPoint {
  readonly name: string;
  readonly value: number;
  /** ISO time. */
  readonly at: string;
  /** True for one-second resolution. */
  readonly highResolution: boolean;
}

export interface Metrics {
  /** All points of one pair in one call. */
  put(pair: string, points: readonly MetricPoint[], signal?: AbortSignal): Promise<void>;
}
