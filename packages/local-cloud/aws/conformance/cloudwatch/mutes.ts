// What silences an alarm's actions, and what does not.
import assert from 'node:assert/strict';
import {
  DescribeAlarmsCommand,
  ListAlarmMuteRulesCommand,
  PutAlarmMuteRuleCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Bench, Expectation } from '../expectation.ts';

const PUT = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html';
const LIST = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListAlarmMuteRules.html';
const service = 'cloudwatch';

const newAlarm = async ({ clients, unique }: Bench, settings: { readonly ActionsEnabled?: boolean } = {}) => {
  const AlarmName = unique('Muted');
  await clients.cloudwatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName, Namespace: 'Conformance', MetricName: AlarmName, Statistic: 'Maximum', Period: 60, Threshold: 1 },
      ...{
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'ignore',
        ...settings,
      },
      AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:people'],
    }),
  );
  return AlarmName;
};

const mute = async ({ clients, unique, nowMs }: Bench, AlarmNames: string[], aheadMs = -60_000) => {
  const Name = unique('quiet');
  const Expression = `at(${new Date(nowMs() + aheadMs).toISOString().slice(0, 16)})`;
  const Rule = { Schedule: { Expression, Duration: 'PT1H' } };
  await clients.cloudwatch.send(new PutAlarmMuteRuleCommand({ Name, Rule, MuteTargets: { AlarmNames } }));
  return Name;
};

export const cloudWatchMutes: readonly Expectation[] = [
  {
    service,
    expectation: 'an active mute rule keeps the actions back; the state changes all the same',
    source: PUT,
    labOnly: true,
    async run(bench, { cloud }) {
      const name = await newAlarm(bench);
      await mute(bench, [name]);
      const heard: string[] = [];
      using _ear = cloud.cloudwatch.onAlarmTransition(({ alarm, to, actions }) => {
        if (alarm.definition.name === name) heard.push(`${to} ${actions.length}`);
      });
      await bench.clients.cloudwatch.send(
        new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'x' }),
      );
      assert.deepEqual(heard, ['ALARM 0']);
    },
  },
  {
    service,
    expectation: 'mute rules are listed by the alarm that they target and by whether they mute now',
    source: LIST,
    async run(bench) {
      const [muted, later, loud] = [await newAlarm(bench), await newAlarm(bench), await newAlarm(bench)];
      const name = await mute(bench, [muted]);
      await mute(bench, [later], 3_600_000);
      const listed = async (AlarmName: string) => {
        const list = new ListAlarmMuteRulesCommand({ AlarmName, Statuses: ['ACTIVE'] });
        const { AlarmMuteRuleSummaries = [] } = await bench.clients.cloudwatch.send(list);
        return AlarmMuteRuleSummaries.map(({ AlarmMuteRuleArn, Status }) => [
          AlarmMuteRuleArn?.split(':').at(-1),
          Status,
        ]);
      };
      assert.deepEqual(await listed(muted), [[name, 'ACTIVE']]);
      assert.deepEqual([await listed(later), await listed(loud)], [[], []]);
    },
  },
  {
    service,
    expectation: 'whether the actions of an alarm are enabled is described with it',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html',
    async run(bench) {
      const names = [await newAlarm(bench), await newAlarm(bench, { ActionsEnabled: false })];
      const { MetricAlarms = [] } = await bench.clients.cloudwatch.send(
        new DescribeAlarmsCommand({ AlarmNames: names }),
      );
      const enabled = names.map((name) => MetricAlarms.find(({ AlarmName }) => AlarmName === name)?.ActionsEnabled);
      assert.deepEqual(enabled, [true, false]);
    },
  },
];
