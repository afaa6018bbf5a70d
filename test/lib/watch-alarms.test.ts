// The alarms as CloudWatch gets them: a wrong period, threshold or treatment of missing data is a failover too many or
// too few.
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  ALARMS,
  ARMED_ALARMS,
  alarmNameOf,
  alarmPartNameOf,
  HELD_ALARMS,
  OWN_ALARMS,
} from '../../functions/contract/runtime/metrics.ts';
import { inWords } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

const alarm = (name: string) =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm').find(([, { Properties }]) => Properties.AlarmName === name)?.[1]
    .Properties;

/** The alarm on a metric that decides: the condition of one that is made of two. */
const judged = (name: (typeof ALARMS)[number]) => {
  const armed = ARMED_ALARMS.find((one) => one === name);
  const held = HELD_ALARMS.find((one) => one === name);
  if (held) return alarm(alarmPartNameOf('support', held, 'Raised'));
  return alarm(armed ? alarmPartNameOf('support', armed, 'Condition') : alarmNameOf('support', name));
};

const composite = (name: string) =>
  resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm').find(
    ([, { Properties }]) => Properties.AlarmName === name,
  )?.[1].Properties;

const ofPairs = () =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm')
    .map(([, resource]) => resource)
    .filter(({ Properties }) => Properties.Namespace === 'Twinbox/support');

const FORMS = [
  ['PrimaryDown', 'PrimaryDown', 'Minimum', 10, 3, 'GreaterThanOrEqualToThreshold', 1, 'notBreaching'],
  ['PrimaryUnsteady', 'PrimaryDown', 'Minimum', 10, [3, 30], 'GreaterThanOrEqualToThreshold', 1, 'notBreaching'],
  ['ServiceDown', 'ServiceDown', 'Minimum', 10, [6, 30], 'GreaterThanOrEqualToThreshold', 1, 'notBreaching'],
  ['WatcherSilent', 'Heartbeat', 'Sum', 60, 3, 'LessThanThreshold', 1, 'breaching'],
  ['BackupStale', 'BackupAgeMinutes', 'Maximum', 60, 3, 'GreaterThanThreshold', 120, 'breaching'],
  ['BackupSuspect', 'CaptureSuspect', 'Maximum', 60, 1, 'GreaterThanOrEqualToThreshold', 1, 'ignore'],
  ['BackupOutgrown', 'CaptureSeconds', 'Maximum', 60, 1, 'GreaterThanOrEqualToThreshold', 420, 'ignore'],
  ['ReadBackFailed', 'ReadBackFailed', 'Maximum', 60, 1, 'GreaterThanOrEqualToThreshold', 1, 'ignore'],
  ['RecoveryHalted', 'RecoveryHalted', 'Sum', 60, [1, 3], 'GreaterThanOrEqualToThreshold', 1, 'notBreaching'],
  ['SplitBrain', 'SplitBrain', 'Maximum', 60, [1, 15], 'GreaterThanOrEqualToThreshold', 1, 'notBreaching'],
  ['StandbyUnfit', 'StandbyUnfit', 'Minimum', 60, 5, 'GreaterThanOrEqualToThreshold', 1, 'breaching'],
  ['OutOfParity', 'OutOfParity', 'Minimum', 60, [5, 15], 'GreaterThanOrEqualToThreshold', 1, 'ignore'],
  ['CertificateExpiring', 'CertificateDays', 'Minimum', 60, 5, 'LessThanThreshold', 21, 'ignore'],
  ['NotReady', 'NotReady', 'Minimum', 60, 15, 'GreaterThanOrEqualToThreshold', 1, 'ignore'],
] as const;

/** Further parts, for what comes and goes: name, M of N or the minutes that arm it, treatment of missing data. */
const COMES_AND_GOES = [
  ['WatcherSilent', 'Unsteady', 5, 'breaching'],
  ['WatcherSilent', 'Settled', 12, 'ignore'],
  ['StandbyUnfit', 'Unsteady', 5, 'notBreaching'],
] as const;

describe('the alarms of a pair', () => {
  test.each(FORMS)(
    '%s stands on %s',
    (name, MetricName, Statistic, Period, periods, ComparisonOperator, Threshold, TreatMissingData) => {
      expect(judged(name)).toMatchObject({
        Namespace: 'Twinbox/support',
        MetricName,
        Statistic,
        Period,
        EvaluationPeriods: typeof periods === 'number' ? periods : periods[1],
        DatapointsToAlarm: typeof periods === 'number' ? periods : periods[0],
        ComparisonOperator,
        Threshold,
        TreatMissingData,
      });
    },
  );

  test('are all that the contract names', () => {
    expect(FORMS.map(([name]) => name)).toEqual(ALARMS);
    expect(ofPairs()).toHaveLength(ALARMS.length + ARMED_ALARMS.length + HELD_ALARMS.length + COMES_AND_GOES.length);
  });

  test('for which silence counts are exactly those that are armed by their first figures', () => {
    expect(FORMS.flatMap(([name, , , , , , , missing]) => (missing === 'breaching' ? [name] : []))).toEqual(
      ARMED_ALARMS,
    );
    const all = resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm').map(
      ([, { Properties }]) => Properties.AlarmName,
    );
    expect(all.toSorted()).toEqual(
      [...ARMED_ALARMS, ...HELD_ALARMS].map((name) => alarmNameOf('support', name)).toSorted(),
    );
  });

  test.each(ARMED_ALARMS)(
    '%s is in ALARM while its condition is and its first figures have come, and asks no other',
    (name) => {
      type Part = Parameters<typeof alarmPartNameOf>[2];
      const partId = (part: Part) =>
        resourcesOf(template, 'AWS::CloudWatch::Alarm').find(
          ([, { Properties }]) => Properties.AlarmName === alarmPartNameOf('support', name, part),
        )?.[0];
      const both = (one: Part, other: Part) => `(ALARM("<${partId(one)}.Arn>") AND ALARM("<${partId(other)}.Arn>"))`;
      const armed = both('Condition', 'Armed');
      const rules = {
        WatcherSilent: `(${armed} OR ${both('Unsteady', 'Settled')})`,
        BackupStale: armed,
        StandbyUnfit: `(${armed} OR ALARM("<${partId('Unsteady')}.Arn>"))`,
      };
      // By reference, so that CloudFormation makes the parts before it, and deletes them after it.
      expect(inWords(composite(alarmNameOf('support', name))?.AlarmRule)).toBe(rules[name]);
    },
  );

  test.each(ARMED_ALARMS)(
    '%s is armed by three minutes with figures, whatever they say, and by silence stays armed',
    (name) => {
      expect(alarm(alarmPartNameOf('support', name, 'Armed'))).toMatchObject({
        ...{ Namespace: 'Twinbox/support', MetricName: judged(name)?.MetricName, Statistic: 'SampleCount', Period: 60 },
        ...{
          EvaluationPeriods: 15,
          DatapointsToAlarm: 3,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          Threshold: 1,
        },
        TreatMissingData: 'ignore',
      });
    },
  );

  test.each([
    ['PrimaryUnsteady', 'PrimaryUnsteady'],
    ['ServiceDown', 'ServiceUnsteady'],
  ] as const)('%s is in ALARM while it is raised, or held by what reconcile publishes', (name, MetricName) => {
    const partId = (part: 'Raised' | 'Held') =>
      resourcesOf(template, 'AWS::CloudWatch::Alarm').find(
        ([, { Properties }]) => Properties.AlarmName === alarmPartNameOf('support', name, part),
      )?.[0];
    expect(inWords(composite(alarmNameOf('support', name))?.AlarmRule)).toBe(
      `(ALARM("<${partId('Raised')}.Arn>") OR ALARM("<${partId('Held')}.Arn>"))`,
    );
    expect(alarm(alarmPartNameOf('support', name, 'Held'))).toMatchObject({
      ...{ Namespace: 'Twinbox/support', MetricName, Statistic: 'Maximum', Period: 10 },
      ...{ EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 1, TreatMissingData: 'ignore' },
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  });

  test.each(COMES_AND_GOES)('%s-%s is in ALARM after %i of 15 minutes', (name, part, DatapointsToAlarm, missing) => {
    const { Namespace, MetricName, Dimensions, Statistic, ComparisonOperator, Threshold, Period } = judged(name) ?? {};
    const latch = { Statistic: 'SampleCount', ComparisonOperator: 'GreaterThanOrEqualToThreshold', Threshold: 1 };
    expect(alarm(alarmPartNameOf('support', name, part))).toMatchObject({
      ...{ Namespace, MetricName, Dimensions, Statistic, ComparisonOperator, Threshold, Period },
      ...(part === 'Settled' && latch),
      ...{ EvaluationPeriods: 15, DatapointsToAlarm, TreatMissingData: missing },
    });
  });

  test('have the pair as their only dimension, so that a swap of roles changes nothing', () => {
    for (const { Properties } of ofPairs()) {
      expect(Properties.Dimensions).toEqual([{ Name: 'Pair', Value: 'support' }]);
    }
  });

  test('stand beside those on Twinbox itself: what was not delivered, and the two functions that make up for all else', () => {
    const [[queueId] = []] = resourcesOf(template, 'AWS::SQS::Queue');
    const [reconcile, closeOut] = ['Twinbox-support-reconcile', 'Twinbox-support-close-out'].map(
      (name) =>
        resourcesOf(template, 'AWS::Lambda::Function').find(
          ([, { Properties }]) => Properties.FunctionName === name,
        )?.[0],
    );
    const threshold = {
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    };
    const errorsOf = (id = 'none') => ({
      ...{ Namespace: 'AWS/Lambda', MetricName: 'Errors', Statistic: 'Sum', Period: 60 },
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: id } }],
    });
    expect(alarm('Twinbox-support-Undelivered')).toMatchObject({
      ...{ Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Statistic: 'Maximum', Period: 60 },
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queueId, 'QueueName'] } }],
      ...threshold,
    });
    expect(alarm('Twinbox-support-ReconcileFails')).toMatchObject({
      ...errorsOf(reconcile),
      ...threshold,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
    });
    expect(alarm('Twinbox-support-CloseOutFails')).toMatchObject({
      ...errorsOf(closeOut),
      ...threshold,
      EvaluationPeriods: 1,
    });
  });

  test.each(['twinbox.yaml', 'test/lib/settings/one-acts.yaml'])(
    'notify people on the topic of beginning and end, and say where to read what to do: every alarm of %s',
    async (settings) => {
      const { template: of } = await synthesized(settings);
      const [[topicId] = [], second] = resourcesOf(of, 'AWS::SNS::Topic');
      expect(second).toBeUndefined();
      const alarms = Object.values(of.Resources).filter(({ Type }) => /^AWS::CloudWatch::.*Alarm$/.test(Type));
      for (const { Properties } of alarms) {
        expect(Properties.AlarmDescription).toMatch(/docs\/runbook\.md, section \w+\.$/);
        expect(Properties.ActionsEnabled).not.toBe(false);
        // It starts recoveries, many times an hour where the primary comes and goes: PrimaryUnsteady notifies people
        // instead.
        const acts = /^Twinbox-.+-PrimaryDown$/.test(String(Properties.AlarmName));
        // It is the composite alarm of both that notifies people.
        const isPart = /-(Condition|Armed|Unsteady|Settled|Raised|Held)$/.test(String(Properties.AlarmName));
        // The end is told as well, so that an on-call service closes what the beginning has opened.
        const notified = acts || isPart ? undefined : [{ Ref: topicId }];
        expect([Properties.AlarmName, Properties.AlarmActions, Properties.OKActions]).toEqual([
          Properties.AlarmName,
          notified,
          notified,
        ]);
      }
      expect(alarms).toHaveLength(
        ALARMS.length + 2 * (ARMED_ALARMS.length + HELD_ALARMS.length) + COMES_AND_GOES.length + OWN_ALARMS.length,
      );
    },
  );

  test('may publish to the encrypted topic: its policy lets our alarms in, and its key lets CloudWatch encrypt', () => {
    const [[, topicPolicy] = []] = resourcesOf(template, 'AWS::SNS::TopicPolicy');
    const ourAlarms = {
      'Fn::Join': ['', ['arn:aws:cloudwatch:eu-central-1:', { Ref: 'AWS::AccountId' }, ':alarm:Twinbox-support-*']],
    };
    const publishing = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: { ArnLike: { 'aws:SourceArn': ourAlarms } },
    };
    expect(topicPolicy?.Properties).toMatchObject({
      PolicyDocument: { Statement: expect.arrayContaining([expect.objectContaining(publishing)]) },
    });
    const keys = resourcesOf(template, 'AWS::KMS::Key').filter(([id]) => id.startsWith('Operators'));
    const encrypting = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    };
    expect(keys[0]?.[1].Properties).toMatchObject({
      KeyPolicy: { Statement: expect.arrayContaining([expect.objectContaining(encrypting)]) },
    });
  });
});
