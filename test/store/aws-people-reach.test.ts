// Whether alarms reach people, over the emulated CloudWatch and SNS.
import { CloudWatchClient, DisableAlarmActionsCommand, PutAlarmMuteRuleCommand } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import {
  ALARMS,
  ARMED_ALARMS,
  alarmNameOf,
  HELD_ALARMS,
  OWN_ALARMS,
  ownAlarmNameOf,
} from '../../functions/contract/runtime/metrics.ts';
import { awsPeopleReach } from '../../functions/platform/aws-people-reach.ts';
import { machine } from '../doubles/machine.ts';
import { openStoreCloud } from './store-cloud.ts';

const open = async () => {
  const store = await openStoreCloud();
  const cloudwatch = new CloudWatchClient(store.client);
  const sns = new SNSClient(store.client);
  const { arn } = store.cloud.sns.createTopic({ name: 'people' });
  const names = [...['support', 'support-eu'].flatMap((pair) => ALARMS.map((alarm) => alarmNameOf(pair, alarm)))];
  const composites = [...ARMED_ALARMS, ...HELD_ALARMS].map((alarm) => alarmNameOf('support', alarm));
  for (const name of composites) store.cloud.cloudwatch.composites.put({ name, rule: 'FALSE', alarmActions: [arn] });
  const others = names.filter((name) => !composites.includes(name));
  for (const name of [...others, ...OWN_ALARMS.map((alarm) => ownAlarmNameOf('support', alarm))])
    store.cloud.cloudwatch.putAlarm({
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
      alarmActions: name.endsWith('PrimaryDown') ? [] : [arn],
    });
  store.cloud.sns.subscribe(arn, { protocol: 'email', endpoint: 'day@example.com', confirmed: true });
  const read = () => awsPeopleReach({ cloudwatch, sns }, arn, machine.clock).read('support');
  const muted = async () =>
    (await read()).alarms.flatMap(({ name, muted: why }) => (why === undefined ? [] : [`${name}: ${why}`]));
  const mute = (...AlarmNames: string[]) => muteFrom(Date.now() - 60_000, ...AlarmNames);
  const muteFrom = (startMs: number, ...AlarmNames: string[]) => {
    const Expression = `at(${new Date(startMs).toISOString().slice(0, 16)})`;
    const Rule = { Schedule: { Expression, Duration: 'PT4H' } };
    return cloudwatch.send(new PutAlarmMuteRuleCommand({ Name: 'night', Rule, MuteTargets: { AlarmNames } }));
  };
  const stop = () => {
    cloudwatch.destroy();
    sns.destroy();
    return store[Symbol.asyncDispose]();
  };
  return { store, cloudwatch, sns, arn, read, muted, mute, muteFrom, [Symbol.asyncDispose]: stop };
};

test('alarms that are as the stack made them are muted by nothing, PrimaryDown included, which sends nothing by itself', async () => {
  await using it = await open();
  const { alarms, subscriptions } = await it.read();
  expect(alarms).toHaveLength(ALARMS.length + OWN_ALARMS.length);
  expect(await it.muted()).toEqual([]);
  expect(subscriptions).toEqual([{ protocol: 'email', to: 'day@example.com', confirmed: true }]);
});

test('disabled actions, a mute rule, a topic that was taken away and an alarm that is gone are each seen, of this pair and of Twinbox itself', async () => {
  await using it = await open();
  const disable = [
    'Twinbox-support-StandbyUnfit',
    'Twinbox-support-ServiceDown',
    'Twinbox-support-PrimaryDown',
    'Twinbox-support-eu-ServiceDown',
  ];
  await it.cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: disable }));
  await it.mute('Twinbox-support-RecoveryHalted', 'Twinbox-support-Undelivered', 'Twinbox-support-eu-RecoveryHalted');
  const split = it.store.cloud.cloudwatch.alarm('Twinbox-support-SplitBrain');
  if (split) it.store.cloud.cloudwatch.putAlarm({ ...split.definition, alarmActions: [] });
  it.store.cloud.cloudwatch.removeAlarm('Twinbox-support-BackupStale');
  expect((await it.muted()).toSorted()).toEqual([
    'Twinbox-support-BackupStale: it does not exist',
    'Twinbox-support-PrimaryDown: its actions are disabled',
    'Twinbox-support-RecoveryHalted: mute rule night',
    'Twinbox-support-ServiceDown: its actions are disabled',
    'Twinbox-support-SplitBrain: the topic is not among its actions',
    'Twinbox-support-StandbyUnfit: its actions are disabled',
    'Twinbox-support-Undelivered: mute rule night',
  ]);
});

test('a subscription that nobody confirmed is seen, and of an https address no more than the host', async () => {
  await using it = await open();
  it.store.cloud.sns.subscribe(it.arn, { protocol: 'email', endpoint: 'night@example.com' });
  it.store.cloud.sns.subscribe(it.arn, {
    protocol: 'https',
    endpoint: 'https://calls.example/integration/a-secret-key',
  });
  expect((await it.read()).subscriptions).toEqual([
    { protocol: 'email', to: 'day@example.com', confirmed: true },
    { protocol: 'email', to: 'night@example.com', confirmed: false },
    { protocol: 'https', to: 'https://calls.example', confirmed: true },
  ]);
});

test('a rule that mutes only later is none yet', async () => {
  await using it = await open();
  await it.muteFrom(Date.now() + 3_600_000, 'Twinbox-support-RecoveryHalted');
  expect(await it.muted()).toEqual([]);
});

test('subscriptions are read to the last page', async () => {
  await using it = await open();
  const page = (to: string, next?: string) => ({
    Subscriptions: [{ Protocol: 'email', Endpoint: to, SubscriptionArn: 'PendingConfirmation' }],
    ...(next !== undefined && { NextToken: next }),
  });
  const pages = mockClient(it.sns);
  pages.on(ListSubscriptionsByTopicCommand).resolves(page('one@example.com', 'second'));
  pages.on(ListSubscriptionsByTopicCommand, { NextToken: 'second' }).resolves(page('two@example.com'));
  expect((await it.read()).subscriptions.map(({ to }) => to)).toEqual(['one@example.com', 'two@example.com']);
});
