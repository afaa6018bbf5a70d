// How an alarm reaches the operators, as CloudWatch and SNS report it. Checks mute rules alarm by alarm, and only if
// any rule is active.
import {
  type CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  ListAlarmMuteRulesCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../contract/runtime/clock.ts';
import { ALARMS, alarmNameOf, OWN_ALARMS, ownAlarmNameOf } from '../contract/runtime/metrics.ts';
import type { AlarmReach, Subscription } from '../domain/inspection/findings/people-muted.ts';
import type { PeopleReach } from './people-reach.ts';

const TIMEOUT_MS = 10_000;
const MOST_ALARMS = 100;
const MOST_PAGES = 10;

/** It acts and sends nothing. Muting it is still reported, because somebody may expect it to stop a failover. */
const SILENT: readonly string[] = ['PrimaryDown'];

const hostOf = (address: string): string => /^https?:\/\/[^/:?#]+/.exec(address)?.[0] ?? address;

export const awsPeopleReach = (
  { cloudwatch, sns }: { readonly cloudwatch: CloudWatchClient; readonly sns: SNSClient },
  topicArn: string,
  clock: Clock,
): PeopleReach => {
  const activeRules = async (limit: AbortSignal, alarmName?: string): Promise<readonly string[]> => {
    const list = new ListAlarmMuteRulesCommand({
      Statuses: ['ACTIVE'],
      ...(alarmName !== undefined && { AlarmName: alarmName }),
    });
    const { AlarmMuteRuleSummaries = [] } = await cloudwatch.send(list, { abortSignal: limit });
    return AlarmMuteRuleSummaries.map(({ AlarmMuteRuleArn = '' }) => AlarmMuteRuleArn.split(':').at(-1) ?? '');
  };

  const mutedBy = (
    found: MetricAlarm | CompositeAlarm | undefined,
    isSilent: boolean,
  ): AlarmReach['muted'] | undefined => {
    if (!found) return 'it does not exist';
    if (found.ActionsEnabled === false) return 'its actions are disabled';
    return isSilent || found.AlarmActions?.includes(topicArn) ? undefined : 'the topic is not among its actions';
  };

  const alarmsOf = async (pair: string, limit: AbortSignal): Promise<readonly AlarmReach[]> => {
    const silent = SILENT.map((alarm) => alarmNameOf(pair, alarm as (typeof ALARMS)[number]));
    const names = [
      ...ALARMS.map((alarm) => alarmNameOf(pair, alarm)),
      ...OWN_ALARMS.map((alarm) => ownAlarmNameOf(pair, alarm)),
    ];
    // DescribeAlarms returns composite alarms only if that type is requested.
    const describe = new DescribeAlarmsCommand({
      ...{ AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: MOST_ALARMS },
    });
    const [{ MetricAlarms = [], CompositeAlarms = [] }, anyRule] = await Promise.all([
      cloudwatch.send(describe, { abortSignal: limit }),
      activeRules(limit),
    ]);
    const reaches: AlarmReach[] = [];
    for (const name of names) {
      const muted = mutedBy(
        [...MetricAlarms, ...CompositeAlarms].find(({ AlarmName }) => AlarmName === name),
        silent.includes(name),
      );
      const [rule] = muted === undefined && anyRule.length > 0 ? await activeRules(limit, name) : [];
      const why = rule === undefined ? muted : (`mute rule ${rule}` as const);
      reaches.push({ name, ...(why !== undefined && { muted: why }) });
    }
    return reaches;
  };

  const subscriptionsOf = async (limit: AbortSignal): Promise<readonly Subscription[]> => {
    const all: Subscription[] = [];
    let next: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const list = new ListSubscriptionsByTopicCommand({
        TopicArn: topicArn,
        ...(next !== undefined && { NextToken: next }),
      });
      const { Subscriptions = [], NextToken } = await sns.send(list, { abortSignal: limit });
      for (const { Protocol = 'unknown', Endpoint = 'unknown', SubscriptionArn = '' } of Subscriptions)
        all.push({ protocol: Protocol, to: hostOf(Endpoint), confirmed: SubscriptionArn.startsWith('arn:') });
      next = NextToken;
      if (next === undefined) break;
    }
    return all;
  };

  return {
    read: async (pair) => {
      const limit = clock.deadline(TIMEOUT_MS);
      const [alarms, subscriptions] = await Promise.all([alarmsOf(pair, limit), subscriptionsOf(limit)]);
      return { alarms, subscriptions };
    },
  };
};
