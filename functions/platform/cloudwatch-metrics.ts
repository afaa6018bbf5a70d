// Publishes the deciding metrics by PutMetricData and waits, so that a point is stored before the function ends.
import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { namespaceOf, PAIR_DIMENSION } from '../contract/runtime/metrics.ts';
import type { Metrics } from './metrics.ts';

export const cloudwatchMetrics = (cloudwatch: CloudWatchClient): Metrics => ({
  put: async (pair, points, signal) => {
    if (points.length === 0) return;
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: namespaceOf(pair),
        MetricData: points.map(({ name, value, at, highResolution }) => ({
          MetricName: name,
          Dimensions: [{ Name: PAIR_DIMENSION, Value: pair }],
          Value: value,
          Timestamp: new Date(at),
          StorageResolution: highResolution ? 1 : 60,
        })),
      }),
      { ...(signal && { abortSignal: signal }) },
    );
  },
});
