// Metric samples and their statistics over aligned periods, as alarms and GetMetricData see them.

export type Statistic = 'Minimum' | 'Maximum' | 'Sum' | 'Average' | 'SampleCount';
export type Dimensions = Readonly<Record<string, string>>;

export interface MetricId {
  readonly namespace: string;
  readonly metricName: string;
  /** The whole set counts: a metric with one dimension more is another metric. */
  readonly dimensions: Dimensions;
}

export interface MetricSample extends MetricId {
  readonly atMs: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly sum: number;
  readonly count: number;
  /** 1 for high resolution, 60 for standard. */
  readonly storageResolutionSeconds: 1 | 60;
  /** From when alarms can see it, ms since 1970. */
  readonly visibleMs: number;
  /** Who published it: a function's name, 'world' or a service. */
  readonly principal: string;
}

export interface MetricStore {
  add(sample: MetricSample): void;
  /** Undefined: no data in [startMs, startMs + period). Periods under a minute see only high-resolution samples. */
  statistic(
    id: MetricId,
    statistic: Statistic,
    startMs: number,
    periodSeconds: number,
    nowMs: number,
  ): number | undefined;
  samples(id?: Partial<MetricId>): readonly MetricSample[];
}

const KEPT_PER_METRIC = 20_000;

export const metricKey = ({ namespace, metricName, dimensions }: MetricId): string =>
  JSON.stringify([namespace, metricName, Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1))]);

const combine = (samples: readonly MetricSample[], statistic: Statistic): number => {
  const count = samples.reduce((total, sample) => total + sample.count, 0);
  const sum = samples.reduce((total, sample) => total + sample.sum, 0);
  switch (statistic) {
    case 'Minimum':
      return Math.min(...samples.map((sample) => sample.minimum));
    case 'Maximum':
      return Math.max(...samples.map((sample) => sample.maximum));
    case 'Sum':
      return sum;
    case 'Average':
      return sum / count;
    case 'SampleCount':
      return count;
  }
};

export const metricStore = (): MetricStore => {
  const byMetric = new Map<string, MetricSample[]>();
  return {
    add(sample) {
      const key = metricKey(sample);
      const samples = byMetric.get(key) ?? [];
      byMetric.set(key, samples);
      // Standard resolution keeps no seconds.
      const stepMs = sample.storageResolutionSeconds * 1000;
      samples.push({ ...sample, atMs: Math.floor(sample.atMs / stepMs) * stepMs });
      if (samples.length > KEPT_PER_METRIC) samples.shift();
    },
    statistic(id, statistic, startMs, periodSeconds, nowMs) {
      const endMs = startMs + periodSeconds * 1000;
      const inside = (byMetric.get(metricKey(id)) ?? []).filter(
        (sample) =>
          sample.atMs >= startMs &&
          sample.atMs < endMs &&
          sample.visibleMs <= nowMs &&
          (periodSeconds >= 60 || sample.storageResolutionSeconds === 1),
      );
      return inside.length === 0 ? undefined : combine(inside, statistic);
    },
    samples: (id = {}) =>
      [...byMetric.values()]
        .flat()
        .filter(
          (sample) =>
            (id.namespace === undefined || id.namespace === sample.namespace) &&
            (id.metricName === undefined || id.metricName === sample.metricName) &&
            (id.dimensions === undefined || metricKey({ ...sample, dimensions: id.dimensions }) === metricKey(sample)),
        ),
  };
};
