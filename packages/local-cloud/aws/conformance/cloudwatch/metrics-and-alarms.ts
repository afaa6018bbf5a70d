// CloudWatch's metrics and alarms.
import assert from 'node:assert/strict';
import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { type Bench, type Expectation, refused } from '../expectation.ts';

const MISSING = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html';
const EVALUATION = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html';
const METRICS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html';
const service = 'cloudwatch';
const Dimensions = [{ Name: 'Pair', Value: 'support' }];

const newAlarm = async ({ clients, unique }: Bench, settings: Partial<PutMetricAlarmCommandInput> = {}) => {
  const MetricName = unique('Down');
  await clients.cloudwatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName: MetricName, Namespace: 'Conformance', MetricName, Dimensions, Statistic: 'Minimum' },
      ...{ Period: 10, EvaluationPeriods: 3, DatapointsToAlarm: 3, Threshold: 1 },
      ...{ ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching', ...settings },
    }),
  );
  return MetricName;
};

/** Values of the periods before this one, oldest first; null leaves a gap. */
const fill = async (bench: Bench, MetricName: string, values: readonly (number | null)[], StorageResolution = 1) => {
  const periodStartMs = Math.floor(bench.nowMs() / 10_000) * 10_000;
  const MetricData = values.flatMap((Value, index) => {
    const Timestamp = new Date(periodStartMs - (values.length - index) * 10_000 + 5000);
    return Value === null ? [] : [{ MetricName, Dimensions, Value, Timestamp, StorageResolution }];
  });
  await bench.clients.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Conformance', MetricData }));
};

const stateOf = async (bench: Bench, name: string) => {
  await bench.evaluateAlarms();
  const { MetricAlarms } = await bench.clients.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return MetricAlarms?.[0]?.StateValue;
};

export const cloudWatchExpectations: readonly Expectation[] = [
  {
    service,
    expectation: 'a new alarm stands on INSUFFICIENT_DATA until it is evaluated',
    source: EVALUATION,
    async run(bench) {
      const name = await newAlarm(bench);
      const { MetricAlarms } = await bench.clients.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
      assert.equal(MetricAlarms?.[0]?.StateValue, 'INSUFFICIENT_DATA');
      assert.equal(await stateOf(bench, name), 'OK');
    },
  },
  {
    service,
    expectation: 'three breaching points in a row of one-second metrics raise a 3 of 3 alarm with a period of 10 s',
    source: EVALUATION,
    async run(bench) {
      const name = await newAlarm(bench);
      await fill(bench, name, [1, 1, 1, 1]);
      assert.equal(await stateOf(bench, name), 'ALARM');
    },
  },
  {
    service,
    expectation: 'a 10 s period sees nothing of metrics at standard resolution',
    source: METRICS,
    async run(bench) {
      const name = await newAlarm(bench);
      await fill(bench, name, [1, 1, 1, 1], 60);
      assert.equal(await stateOf(bench, name), 'OK');
    },
  },
  {
    service,
    expectation:
      'missing-data treatment is ignored when as many real points as periods lie in the wider evaluation range',
    source: MISSING,
    async run(bench) {
      const name = await newAlarm(bench, { TreatMissingData: 'notBreaching' });
      await fill(bench, name, [1, 1, null, 1]);
      assert.equal(await stateOf(bench, name), 'ALARM');
    },
  },
  {
    service,
    expectation: 'after the stream has stopped the last points are evaluated again',
    source: MISSING,
    async run(bench) {
      const name = await newAlarm(bench, { TreatMissingData: 'notBreaching' });
      await fill(bench, name, [1, 1, 1, null]);
      assert.equal(await stateOf(bench, name), 'ALARM');
    },
  },
  {
    service,
    expectation: 'the evaluation range reaches two periods farther back than the evaluation periods, and no more',
    source: 'assumed',
    async run(bench) {
      const inside = await newAlarm(bench);
      await fill(bench, inside, [1, 1, 1, null, null]);
      assert.equal(await stateOf(bench, inside), 'ALARM');
      const outside = await newAlarm(bench);
      await fill(bench, outside, [1, 1, 1, null, null, null]);
      assert.equal(await stateOf(bench, outside), 'OK');
    },
  },
  {
    service,
    expectation: 'with missing data treated as missing, a few young breaching points alone leave the state as it is',
    source: 'assumed',
    async run(bench) {
      const name = await newAlarm(bench, { TreatMissingData: 'missing' });
      await fill(bench, name, [null, null, null, null, 1]);
      assert.equal(await stateOf(bench, name), 'INSUFFICIENT_DATA');
    },
  },
  {
    service,
    expectation: 'an alarm sees only the metric with exactly its dimensions',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html',
    async run(bench) {
      const name = await newAlarm(bench, { Dimensions: [...Dimensions, { Name: 'service', Value: 'watch' }] });
      await fill(bench, name, [1, 1, 1, 1]);
      assert.equal(await stateOf(bench, name), 'OK');
    },
  },
  {
    service,
    expectation: 'SetAlarmState holds until the next evaluation',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html',
    async run(bench) {
      const AlarmName = await newAlarm(bench);
      await stateOf(bench, AlarmName);
      const inAlarm = new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'drill' });
      await bench.clients.cloudwatch.send(inAlarm);
      assert.equal(await stateOf(bench, AlarmName), 'OK');
    },
  },
  {
    service,
    expectation: 'an odd period is refused',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
    run: async (bench) => void (await refused(newAlarm(bench, { Period: 45 }), 'ValidationException', 400)),
  },
  {
    service,
    expectation: 'GetMetricData aggregates by period, newest first',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html',
    async run(bench) {
      const MetricName = bench.unique('Series');
      await fill(bench, MetricName, [1, 2, 3]);
      const Metric = { Namespace: 'Conformance', MetricName, Dimensions };
      const window = { StartTime: new Date(bench.nowMs() - 60_000), EndTime: new Date(bench.nowMs()) };
      const MetricDataQueries = [{ Id: 'q', MetricStat: { Metric, Period: 10, Stat: 'Maximum' } }];
      const got = await bench.clients.cloudwatch.send(new GetMetricDataCommand({ ...window, MetricDataQueries }));
      assert.deepEqual(got.MetricDataResults?.[0]?.Values, [3, 2, 1]);
    },
  },
  {
    service,
    expectation: 'actions follow transitions only, never a state that stays, and none while they are disabled',
    source: EVALUATION,
    labOnly: true,
    async run(bench, { cloud }) {
      const heard: string[] = [];
      const AlarmActions = ['arn:aws:sns:eu-central-1:111122223333:people'];
      const name = await newAlarm(bench, { AlarmActions });
      const silent = await newAlarm(bench, { AlarmActions, ActionsEnabled: false });
      using _ear = cloud.cloudwatch.onAlarmTransition(({ alarm, from, to, actions }) => {
        const { name: whose } = alarm.definition;
        if (whose === name || whose === silent)
          heard.push(`${whose === name ? 'loud' : 'silent'} ${from} ${to} ${actions.length}`);
      });
      for (const one of [name, silent]) {
        await fill(bench, one, [1, 1, 1, 1]);
        await stateOf(bench, one);
        await stateOf(bench, one);
      }
      assert.deepEqual(heard, ['loud INSUFFICIENT_DATA ALARM 1', 'silent INSUFFICIENT_DATA OK 0', 'silent OK ALARM 0']);
    },
  },
  {
    service,
    expectation: 'IAM gets the namespace of a put',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html',
    labOnly: true,
    async run(bench, lab) {
      const watcher = lab.allowedOnly(['cloudwatch:PutMetricData']);
      const MetricData = [{ MetricName: bench.unique('Heartbeat'), Value: 1 }];
      await watcher.clients.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Rounds', MetricData }));
      assert.deepEqual(watcher.asked[0]?.context, { 'cloudwatch:namespace': 'Rounds' });
    },
  },
];
