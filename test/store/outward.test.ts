// Metrics and messages to the emulated CloudWatch and SNS, and in memory, by the same contract.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import { cloudwatchMetrics } from '../../functions/platform/cloudwatch-metrics.ts';
import { snsMessages } from '../../functions/platform/sns-messages.ts';
import { inMemoryMessages, inMemoryMetrics } from '../doubles/in-memory-store.ts';
import { machine } from '../doubles/machine.ts';
import { outwardContract } from './outward.contract.ts';
import { openStoreCloud } from './store-cloud.ts';

outwardContract('AWS', async () => {
  const store = await openStoreCloud();
  const [cloudwatch, sns] = [new CloudWatchClient(store.client), new SNSClient(store.client)];
  const { arn } = store.cloud.sns.createTopic({ name: 'people' });
  return {
    metrics: cloudwatchMetrics(cloudwatch),
    messages: snsMessages(sns, arn, machine.clock),
    points: () =>
      store.cloud.cloudwatch.samples().map(({ metricName, dimensions, sum, atMs, storageResolutionSeconds }) => ({
        pair: dimensions.Pair ?? '',
        name: metricName,
        value: sum,
        at: new Date(atMs).toISOString(),
        highResolution: storageResolutionSeconds === 1,
      })),
    notified: () => store.cloud.sns.messages.map(({ subject = '', message }) => ({ subject, body: message })),
    [Symbol.asyncDispose]: async () => {
      cloudwatch.destroy();
      sns.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
});
outwardContract('the double', async () => {
  const [metrics, messages] = [inMemoryMetrics(), inMemoryMessages()];
  return {
    metrics,
    messages,
    points: () => metrics.points,
    notified: () => [...messages.progress, ...messages.messages].map(({ subject, body }) => ({ subject, body })),
    [Symbol.asyncDispose]: async () => undefined,
  };
});
