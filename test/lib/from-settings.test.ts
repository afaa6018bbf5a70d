// What the template makes of settings that come in lists, told by hand: who is notified, what runs when and calls what,
// what each pair's functions read, and which figure its alarm has.
import { beforeAll, expect, test } from '@jest/globals';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { inWords } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

const FILE = 'test/lib/settings/two-of-each.yaml';

let templates: Readonly<Record<string, Template>>;
beforeAll(async () => {
  ({ templates } = await synthesized(FILE));
});

const PAIRS = ['support', 'archive'] as const;
const of = (pair: string): Template => templates[pair] ?? { Resources: {} };

const functionName = (pair: string, reference: unknown): unknown =>
  of(pair).Resources[inWords(reference).replace(/^<|(\.Arn)?>$/g, '')]?.Properties.FunctionName ?? inWords(reference);

test('there is a stack for each pair, and none beside them', () => {
  expect(Object.keys(templates)).toEqual(PAIRS);
});

test.each(PAIRS)('every e-mail address and every URL is subscribed to the one topic of %s, and nobody else', (pair) => {
  const [[topicId] = []] = resourcesOf(of(pair), 'AWS::SNS::Topic');
  const subscribed = resourcesOf(of(pair), 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
  const to = { TopicArn: { Ref: topicId } };
  expect(subscribed).toHaveLength(4);
  expect(subscribed).toEqual(
    expect.arrayContaining([
      { Protocol: 'email', Endpoint: 'night@example.org', ...to },
      { Protocol: 'email', Endpoint: 'day@example.org', ...to },
      { Protocol: 'https', Endpoint: 'https://alerts.example.org/twinbox', ...to },
      { Protocol: 'https', Endpoint: 'https://chat.example.org/hooks/1', ...to },
    ]),
  );
});

const EVERY_MINUTE = ['watch', 'inspect', 'reconcile', 'read-power'] as const;
const SCHEDULES: readonly (readonly [string, string, string, string])[] = [
  ...PAIRS.flatMap((pair) => EVERY_MINUTE.map((verb) => [pair, verb, 'rate(1 minute)', '{}'] as const)),
  ['support', 'capture', 'rate(15 minutes)', '{"pair":"support","trigger":"schedule"}'],
  ['archive', 'capture', 'rate(30 minutes)', '{"pair":"archive","trigger":"schedule"}'],
  ['support', 'read-back', 'rate(1 hour)', '{"pair":"support"}'],
  ['archive', 'read-back', 'rate(1 hour)', '{"pair":"archive"}'],
  ['support', 'check-readiness', 'rate(1 hour)', '{"pair":"support"}'],
  ['archive', 'check-readiness', 'rate(1 hour)', '{"pair":"archive"}'],
];

const schedules = (pair: string) =>
  resourcesOf(of(pair), 'AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties);

test.each(SCHEDULES)(
  'the schedule of %s for %s is enabled, comes at %s, and gives it %s by a role that may',
  (pair, verb, rate, input) => {
    const called = `Twinbox-${pair}-${verb}`;
    const found = schedules(pair).find(({ Name }) => Name === called) as { Target: Record<string, unknown> } & Record<
      string,
      unknown
    >;
    const { Arn, Input, RoleArn } = found.Target;
    expect({
      State: found.State,
      ScheduleExpression: found.ScheduleExpression,
      Input,
      called: functionName(pair, Arn),
    }).toEqual({
      ...{ State: 'ENABLED', ScheduleExpression: rate, Input: input, called },
    });
    const roleId = inWords(RoleArn).replace(/^<|\.Arn>$/g, '');
    const callable = resourcesOf(of(pair), 'AWS::IAM::Policy')
      .filter(([, { Properties }]) =>
        (Properties.Roles as readonly { Ref: string }[]).some(({ Ref }) => Ref === roleId),
      )
      .flatMap(
        ([, { Properties }]) =>
          (Properties.PolicyDocument as { Statement: readonly { Action: unknown; Resource: unknown }[] }).Statement,
      )
      .filter(({ Action }) => Action === 'lambda:InvokeFunction')
      .flatMap(({ Resource }) => [Resource].flat().map((one) => functionName(pair, inWords(one).replace(/:\*$/, ''))));
    expect(new Set(callable.map((one) => String(one).replace(/^<|(\.Arn)?>$/g, '')))).toEqual(new Set([called]));
  },
);

test.each(PAIRS)('nothing else is scheduled for %s but the ping of its workflow', (pair) => {
  const names = schedules(pair).map(({ Name }) => Name);
  const expected = [...SCHEDULES.filter(([of]) => of === pair).map(([, verb]) => verb), 'ping'];
  expect(names.toSorted()).toEqual(expected.map((what) => `Twinbox-${pair}-${what}`).sort());
  const [[machineId] = []] = resourcesOf(of(pair), 'AWS::StepFunctions::StateMachine');
  expect(schedules(pair).find(({ Name }) => Name === `Twinbox-${pair}-ping`)).toMatchObject({
    State: 'ENABLED',
    Target: { Arn: { Ref: machineId }, Input: '{"kind":"ping"}' },
  });
});

test.each(PAIRS)('the parameter of %s holds its settings whole, and no other’s', (pair) => {
  const found = resourcesOf(of(pair), 'AWS::SSM::Parameter');
  expect(found.map(([, { Properties }]) => Properties.Name)).toEqual([`/twinbox/pairs/${pair}`]);
  const settings = readSettings(FILE).pairs.find(({ name }) => name === pair);
  expect(JSON.parse(String(found[0]?.[1].Properties.Value))).toEqual(JSON.parse(JSON.stringify(settings)));
});

test.each([
  ['support', 45],
  ['archive', 90],
])('the alarm BackupStale of %s stands at its own %i minutes, on its own metric', (pair, Threshold) => {
  const found = resourcesOf(of(pair), 'AWS::CloudWatch::Alarm').find(
    ([, { Properties }]) => Properties.AlarmName === `Twinbox-${pair}-BackupStale-Condition`,
  );
  expect(found?.[1].Properties).toMatchObject({ Threshold, Dimensions: [{ Name: 'Pair', Value: pair }] });
});

test.each(PAIRS)('the alarm PrimaryDown of %s starts a recovery of that pair', (pair) => {
  const [[alarmId] = []] = resourcesOf(of(pair), 'AWS::CloudWatch::Alarm').filter(
    ([, { Properties }]) => Properties.AlarmName === `Twinbox-${pair}-PrimaryDown`,
  );
  const rule = resourcesOf(of(pair), 'AWS::Events::Rule').find(
    ([, { Properties }]) => Properties.Name === `Twinbox-${pair}-PrimaryDown-starts-recovery`,
  );
  expect(rule?.[1].Properties).toMatchObject({
    State: 'ENABLED',
    EventPattern: { resources: [{ 'Fn::GetAtt': [alarmId, 'Arn'] }] },
    Targets: [{ Input: JSON.stringify({ pair, kind: 'failover', trigger: 'alarm' }) }],
  });
});
