// Composite alarms: the grammar of their rules, and when they change.
import assert from 'node:assert/strict';
import {
  type CompositeAlarm,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { type Bench, type Expectation, refused } from '../expectation.ts';

const PUT = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html';
const DESCRIBE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html';
const SET = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html';
const service = 'cloudwatch';
const AlarmActions = ['arn:aws:sns:eu-central-1:111122223333:people'];

const newChild = async ({ clients, unique }: Bench) => {
  const AlarmName = unique('Part');
  await clients.cloudwatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName, Namespace: 'Conformance', MetricName: AlarmName, Statistic: 'Maximum', Period: 60, Threshold: 1 },
      ...{ EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'ignore' },
    }),
  );
  return AlarmName;
};

const newComposite = async ({ clients, unique }: Bench, AlarmRule: string) => {
  const AlarmName = unique('Whole');
  await clients.cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule, AlarmActions }));
  return AlarmName;
};

const set = ({ clients }: Bench, AlarmName: string, StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA') =>
  clients.cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'conformance' }));

const described = async ({ clients }: Bench, name: string): Promise<CompositeAlarm | undefined> => {
  const describe = new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] });
  return (await clients.cloudwatch.send(describe)).CompositeAlarms?.[0];
};

const stateOf = async (bench: Bench, name: string) => {
  await bench.evaluateAlarms();
  return (await described(bench, name))?.StateValue;
};

export const cloudWatchComposites: readonly Expectation[] = [
  {
    service,
    expectation: 'a new composite alarm is in INSUFFICIENT_DATA, is evaluated, and is never in that state again',
    source: PUT,
    async run(bench) {
      const [one, two] = [await newChild(bench), await newChild(bench)];
      const name = await newComposite(bench, `ALARM("${one}") AND ALARM("${two}")`);
      assert.equal((await described(bench, name))?.StateValue, 'INSUFFICIENT_DATA');
      assert.equal(await stateOf(bench, name), 'OK');
      await set(bench, one, 'ALARM');
      assert.equal(await stateOf(bench, name), 'OK');
      await set(bench, two, 'ALARM');
      assert.equal(await stateOf(bench, name), 'ALARM');
      await set(bench, one, 'INSUFFICIENT_DATA');
      assert.equal(await stateOf(bench, name), 'OK');
    },
  },
  {
    service,
    expectation: 'a rule takes names and ARNs, quoted or not, three states, AND, OR, NOT, parentheses, TRUE and FALSE',
    source: PUT,
    async run(bench) {
      const child = await newChild(bench);
      const { MetricAlarms } = await bench.clients.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [child] }));
      const rules = {
        [`ALARM(${child})`]: 'OK',
        [`INSUFFICIENT_DATA("${MetricAlarms?.[0]?.AlarmArn}")`]: 'ALARM',
        [`NOT (OK(${child}) OR ALARM(${child})) AND TRUE`]: 'ALARM',
        [`(TRUE OR ALARM(${child})) AND FALSE`]: 'OK',
      };
      for (const [rule, state] of Object.entries(rules))
        assert.equal(await stateOf(bench, await newComposite(bench, rule)), state, rule);
    },
  },
  {
    service,
    expectation: 'NOT binds closer than AND, and AND closer than OR',
    source: 'assumed',
    async run(bench) {
      const name = await newComposite(bench, 'TRUE OR FALSE AND NOT TRUE');
      assert.equal(await stateOf(bench, name), 'ALARM');
    },
  },
  {
    service,
    expectation: 'a rule that is no expression is refused',
    source: PUT,
    async run(bench) {
      const child = await newChild(bench);
      const twice = `ALARM("${child}") ALARM("${child}")`;
      for (const rule of ['', `ALARM("${child}"`, twice, 'PERHAPS', 'ALARM()', 'AND TRUE'])
        await refused(newComposite(bench, rule), 'ValidationException', 400);
    },
  },
  {
    service,
    expectation: 'a rule that names an alarm that does not exist is refused',
    source: 'assumed',
    run: async (bench) => void (await refused(newComposite(bench, 'ALARM("nobody")'), 'ValidationException', 400)),
  },
  {
    service,
    expectation: 'an alarm that a composite alarm asks cannot be deleted before it',
    source: 'assumed',
    async run(bench) {
      const child = await newChild(bench);
      const name = await newComposite(bench, `ALARM("${child}")`);
      const remove = (AlarmName: string) =>
        bench.clients.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] }));
      await refused(remove(child), 'ValidationException', 400);
      await remove(name);
      await remove(child);
    },
  },
  {
    service,
    expectation: 'an alarm on a metric and a composite alarm cannot have one name',
    source: 'assumed',
    async run(bench) {
      const AlarmName = await newChild(bench);
      const put = new PutCompositeAlarmCommand({ AlarmName, AlarmRule: 'TRUE' });
      await refused(bench.clients.cloudwatch.send(put), 'ValidationException', 400);
    },
  },
  {
    service,
    expectation: 'composite alarms are described only to who asks for that type',
    source: DESCRIBE,
    async run(bench) {
      const child = await newChild(bench);
      const name = await newComposite(bench, `ALARM("${child}")`);
      const ask = async (AlarmTypes?: ('MetricAlarm' | 'CompositeAlarm')[]) => {
        const describe = new DescribeAlarmsCommand({ AlarmNames: [child, name], ...(AlarmTypes && { AlarmTypes }) });
        const { MetricAlarms = [], CompositeAlarms = [] } = await bench.clients.cloudwatch.send(describe);
        return [MetricAlarms, CompositeAlarms].map((alarms) => alarms.map(({ AlarmName }) => AlarmName));
      };
      assert.deepEqual(await ask(), [[child], []]);
      assert.deepEqual(await ask(['CompositeAlarm']), [[], [name]]);
      assert.deepEqual(await ask(['MetricAlarm', 'CompositeAlarm']), [[child], [name]]);
    },
  },
  {
    service,
    expectation: 'describing composite alarms asks for the permission on everything',
    source: DESCRIBE,
    labOnly: true,
    async run(_bench, lab) {
      const reader = lab.allowedOnly(['cloudwatch:DescribeAlarms']);
      await reader.clients.cloudwatch.send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }));
      assert.equal(reader.asked[0]?.resource, '*');
    },
  },
  {
    service,
    expectation: 'SetAlarmState on a composite alarm holds until one of its alarms changes',
    source: SET,
    async run(bench) {
      const child = await newChild(bench);
      const name = await newComposite(bench, `ALARM("${child}")`);
      await stateOf(bench, name);
      await set(bench, name, 'ALARM');
      assert.equal(await stateOf(bench, name), 'ALARM');
      await set(bench, child, 'OK');
      assert.equal(await stateOf(bench, name), 'OK');
    },
  },
  {
    service,
    expectation: 'a composite alarm follows its alarms one by one, and its actions follow its own changes only',
    source: 'assumed',
    labOnly: true,
    async run(bench, { cloud }) {
      const [one, two] = [await newChild(bench), await newChild(bench)];
      const name = await newComposite(bench, `ALARM("${one}") AND NOT ALARM("${two}")`);
      await stateOf(bench, name);
      const heard: string[] = [];
      using _ear = cloud.cloudwatch.onAlarmTransition(({ alarm, from, to, actions }) => {
        if (alarm.definition.name === name) heard.push(`${from} ${to} ${actions.length}`);
      });
      await set(bench, one, 'ALARM');
      await set(bench, two, 'ALARM');
      await set(bench, one, 'OK');
      assert.deepEqual(heard, ['OK ALARM 1', 'ALARM OK 0']);
    },
  },
];
