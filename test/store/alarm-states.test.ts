// States of alarms as the emulated CloudWatch tells them and as they stand in memory, by the same contract.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { cloudwatchAlarmStates } from '../../functions/platform/cloudwatch-alarm-states.ts';
import { inMemoryAlarms } from '../doubles/in-memory-store.ts';
import { machine } from '../doubles/machine.ts';
import { alarmStatesContract } from './alarm-states.contract.ts';
import { openStoreCloud } from './store-cloud.ts';

alarmStatesContract('CloudWatch', async (states) => {
  const store = await openStoreCloud();
  const client = new CloudWatchClient(store.client);
  const { cloudwatch } = store.cloud;
  const standing = Object.entries(states).map(([name, state]) => {
    cloudwatch.putAlarm({
      ...{
        name,
        namespace: 'Twinbox',
        metricName: 'x',
        statistic: 'Sum',
        periodSeconds: 60,
        evaluationPeriods: 1,
        threshold: 1,
      },
      comparison: 'GreaterThanThreshold',
    });
    cloudwatch.setAlarmState(name, state, 'as the test wants it');
    return [name, { state, sinceMs: cloudwatch.alarm(name)?.standing.sinceMs ?? 0 }] as const;
  });
  return {
    states: cloudwatchAlarmStates(client, machine.clock),
    standing: Object.fromEntries(standing),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
});
alarmStatesContract('the double', async (states) => {
  const sinceMs = Date.UTC(2026, 10, 22, 20, 15);
  const standing = Object.fromEntries(Object.entries(states).map(([name, state]) => [name, { state, sinceMs }]));
  return { states: inMemoryAlarms(standing), standing, [Symbol.asyncDispose]: async () => undefined };
});
