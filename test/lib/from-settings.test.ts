// What the template makes of settings that come in lists, told by hand: who is notified, what runs when and calls what, what each
// pair's functions read, and which figure its alarm has.
import { beforeAll, expect, test } from '@jest/globals';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { inWords } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

const FILE = 'test/lib/settings/two-of-each.yaml';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized(FILE));
});

const functionName = (reference: unknown): unknown =>
  template.Resources[inWords(reference).replace(/^<|(\.Arn)?>$/g, '')]?.Properties.FunctionName ?? inWords(reference);

test('every e-mail address and every URL is subscribed to the one topic, and nobody else', () => {
  const [[topicId] = []] = resourcesOf(template, 'AWS::SNS::Topic');
  const subscribed = resourcesOf(template, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
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

const SCHEDULES: readonly (readonly [string, string, string, string])[] = [
  ['Twinbox-watch', 'rate(1 minute)', 'Twinbox-watch', '{}'],
  ['Twinbox-inspect', 'rate(1 minute)', 'Twinbox-inspect', '{}'],
  ['Twinbox-reconcile', 'rate(1 minute)', 'Twinbox-reconcile', '{}'],
  ['Twinbox-read-power', 'rate(1 minute)', 'Twinbox-read-power', '{}'],
  ['Twinbox-capture-support', 'rate(15 minutes)', 'Twinbox-capture', '{"pair":"support","trigger":"schedule"}'],
  ['Twinbox-capture-archive', 'rate(30 minutes)', 'Twinbox-capture', '{"pair":"archive","trigger":"schedule"}'],
  ['Twinbox-read-back-support', 'rate(1 hour)', 'Twinbox-read-back', '{"pair":"support"}'],
  ['Twinbox-read-back-archive', 'rate(1 hour)', 'Twinbox-read-back', '{"pair":"archive"}'],
];

const schedules = () => resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties);

test.each(SCHEDULES)('%s is enabled, comes at %s, and calls %s with %s by a role that may', (name, rate, called, input) => {
  const found = schedules().find(({ Name }) => Name === name) as { Target: Record<string, unknown> } & Record<string, unknown>;
  const { Arn, Input, RoleArn } = found.Target;
  expect({ State: found.State, ScheduleExpression: found.ScheduleExpression, Input, called: functionName(Arn) }).toEqual({
    ...{ State: 'ENABLED', ScheduleExpression: rate, Input: input, called },
  });
  const roleId = inWords(RoleArn).replace(/^<|\.Arn>$/g, '');
  const callable = resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => (Properties.Roles as readonly { Ref: string }[]).some(({ Ref }) => Ref === roleId))
    .flatMap(
      ([, { Properties }]) =>
        (Properties.PolicyDocument as { Statement: readonly { Action: unknown; Resource: unknown }[] }).Statement,
    )
    .filter(({ Action }) => Action === 'lambda:InvokeFunction')
    .flatMap(({ Resource }) => [Resource].flat().map((one) => functionName(inWords(one).replace(/:\*$/, ''))));
  expect(new Set(callable.map((one) => String(one).replace(/^<|(\.Arn)?>$/g, '')))).toEqual(new Set([called]));
});

test('nothing else is scheduled but the ping of the workflow', () => {
  const names = schedules().map(({ Name }) => Name);
  expect(names.toSorted()).toEqual([...SCHEDULES.map(([name]) => name), 'Twinbox-ping'].sort());
  const [[machineId] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
  expect(schedules().find(({ Name }) => Name === 'Twinbox-ping')).toMatchObject({
    State: 'ENABLED',
    Target: { Arn: { Ref: machineId }, Input: '{"kind":"ping"}' },
  });
});

test.each(['support', 'archive'])('the parameter of %s holds its settings whole, and no other’s', (pair) => {
  const found = resourcesOf(template, 'AWS::SSM::Parameter').filter(
    ([, { Properties }]) => Properties.Name === `/twinbox/pairs/${pair}`,
  );
  expect(found).toHaveLength(1);
  const settings = readSettings(FILE).pairs.find(({ name }) => name === pair);
  expect(JSON.parse(String(found[0]?.[1].Properties.Value))).toEqual(JSON.parse(JSON.stringify(settings)));
});

test('there are as many parameters as pairs', () => {
  expect(resourcesOf(template, 'AWS::SSM::Parameter')).toHaveLength(2);
});

test.each([
  ['support', 45],
  ['archive', 90],
])('the alarm BackupStale of %s stands at its own %i minutes, on its own metric', (pair, Threshold) => {
  const found = resourcesOf(template, 'AWS::CloudWatch::Alarm').find(
    ([, { Properties }]) => Properties.AlarmName === `Twinbox-${pair}-BackupStale`,
  );
  expect(found?.[1].Properties).toMatchObject({ Threshold, Dimensions: [{ Name: 'Pair', Value: pair }] });
});

test.each(['support', 'archive'])('the alarm PrimaryDown of %s starts a recovery of that pair', (pair) => {
  const [[alarmId] = []] = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(
    ([, { Properties }]) => Properties.AlarmName === `Twinbox-${pair}-PrimaryDown`,
  );
  const rule = resourcesOf(template, 'AWS::Events::Rule').find(
    ([, { Properties }]) => Properties.Name === `Twinbox-${pair}-PrimaryDown-starts-recovery`,
  );
  expect(rule?.[1].Properties).toMatchObject({
    State: 'ENABLED',
    EventPattern: { resources: [{ 'Fn::GetAtt': [alarmId, 'Arn'] }] },
    Targets: [{ Input: JSON.stringify({ pair, kind: 'failover', trigger: 'alarm' }) }],
  });
});
