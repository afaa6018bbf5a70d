// Whom alarms reach, over the emulated CloudWatch and SNS and in memory, by the same contract.
import { CloudWatchClient, PutAlarmMuteRuleCommand } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import { ALARMS, alarmNameOf, OWN_ALARMS, ownAlarmNameOf } from '../../functions/contract/runtime/metrics.ts';
import type { AlarmReach } from '../../functions/domain/inspection/findings/people-muted.ts';
import { awsPeopleReach } from '../../functions/platform/aws-people-reach.ts';
import { machine } from '../doubles/machine.ts';
import { reachOf } from '../doubles/people-reach.ts';
import { type PeopleReachUnderTest, peopleReachContract } from './people-reach.contract.ts';
import { openStoreCloud } from './store-cloud.ts';

const mute = (client: CloudWatchClient, Name: string, alarm: string) => {
  const Expression = `at(${new Date(Date.now() - 60_000).toISOString().slice(0, 16)})`;
  const MuteTargets = { AlarmNames: [alarm] };
  return client.send(
    new PutAlarmMuteRuleCommand({ Name, Rule: { Schedule: { Expression, Duration: 'PT4H' } }, MuteTargets }),
  );
};

peopleReachContract('AWS', async ({ alarms, subscriptions }): Promise<PeopleReachUnderTest> => {
  const store = await openStoreCloud();
  const [cloudwatch, sns] = [new CloudWatchClient(store.client), new SNSClient(store.client)];
  const { arn } = store.cloud.sns.createTopic({ name: 'people' });
  for (const { protocol, to: endpoint, confirmed } of subscriptions)
    store.cloud.sns.subscribe(arn, { protocol, endpoint, confirmed });
  const names = [
    ...ALARMS.map((alarm) => alarmNameOf('support', alarm)),
    ...OWN_ALARMS.map((alarm) => ownAlarmNameOf('support', alarm)),
  ];
  const how = new Map<string, AlarmReach['muted']>(alarms.map(({ name, muted }) => [name, muted]));
  for (const name of names.filter((one) => how.get(one) !== 'it does not exist'))
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
      alarmActions: how.get(name) === 'the topic is not among its actions' ? [] : [arn],
      actionsEnabled: how.get(name) !== 'its actions are disabled',
    });
  for (const [name, muted = ''] of how)
    if (muted.startsWith('mute rule ')) await mute(cloudwatch, muted.slice('mute rule '.length), name);
  return {
    reach: awsPeopleReach({ cloudwatch, sns }, arn, machine.clock),
    [Symbol.asyncDispose]: async () => {
      cloudwatch.destroy();
      sns.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
});
peopleReachContract('the double', async (seen) => ({
  reach: reachOf(seen),
  [Symbol.asyncDispose]: async () => undefined,
}));
