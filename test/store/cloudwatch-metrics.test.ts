// Metrics put to the emulated CloudWatch, as an alarm would find them.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { cloudwatchMetrics } from '../../functions/platform/cloudwatch-metrics.ts';
import { openStoreCloud } from './store-cloud.ts';

describe('deciding metrics', () => {
  test('bear the pair alone as their dimension, their own time, and seconds where an alarm reads them', async () => {
    await using store = await openStoreCloud();
    const cloudwatch = new CloudWatchClient(store.client);
    const at = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 50_000).toISOString();
    await cloudwatchMetrics(cloudwatch).put('support', [
      { name: 'PrimaryDown', value: 1, at, highResolution: true },
      { name: 'BackupAgeMinutes', value: 61.5, at, highResolution: false },
    ]);
    cloudwatch.destroy();
    const common = { namespace: 'Twinbox/support', dimensions: { Pair: 'support' } };
    expect(store.cloud.cloudwatch.samples()).toMatchObject([
      { ...common, metricName: 'PrimaryDown', sum: 1, storageResolutionSeconds: 1, atMs: Date.parse(at) },
      { ...common, metricName: 'BackupAgeMinutes', sum: 61.5, storageResolutionSeconds: 60 },
    ]);
    expect(store.cloud.calls).toHaveLength(1);
  });

  test('without any point nothing is called', async () => {
    await using store = await openStoreCloud();
    await cloudwatchMetrics(new CloudWatchClient(store.client)).put('support', []);
    expect(store.cloud.calls).toEqual([]);
  });

  test('that are not taken are not passed over in silence', async () => {
    await using store = await openStoreCloud();
    store.cloud.faults.add({ service: 'cloudwatch', kind: 'error', code: 'AccessDenied', status: 403 });
    const cloudwatch = new CloudWatchClient(store.client);
    const point = { name: 'Heartbeat', value: 1, at: new Date().toISOString(), highResolution: true };
    await expect(cloudwatchMetrics(cloudwatch).put('support', [point])).rejects.toMatchObject({ name: 'AccessDenied' });
    cloudwatch.destroy();
  });
});
