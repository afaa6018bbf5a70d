// What AWS would refuse although the synth passes: names that are too long, names that fall together, and more than a
// stack holds.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseDocument, stringify } from 'yaml';
import { inWords } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

/**
 * As long as a name may be, two that only a hyphen tells apart, and some whose names begin or end like something of
 * another one.
 */
const NAMES = ['us1', 'us-1', 'a'.repeat(31), `${'b'.repeat(27)}-1-2`, 'us', 'us-read', 'us-1-capture', 'us-execution'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const STACK_RESOURCES = 500;

const manyPairs = (): string => {
  const example = parseDocument(readFileSync('twinbox.yaml', 'utf8')).toJS() as { pairs: [Record<string, unknown>] };
  const [pair] = example.pairs;
  const policy = { ...(pair.policy as object), automation: 'act' };
  const pairs = NAMES.map((name) => ({
    ...pair,
    name,
    policy,
    service: { names: [`${name}.example.com`, `too.${name}.example.com`] },
  }));
  mkdirSync('build', { recursive: true });
  writeFileSync('build/many-pairs.yaml', stringify({ ...example, pairs }, { aliasDuplicateObjects: false }));
  return 'build/many-pairs.yaml';
};

let templates: readonly Template[];
beforeAll(async () => {
  templates = Object.values((await synthesized(manyPairs())).templates);
});

const names = (type: string, property: string): readonly string[] =>
  templates.flatMap((template) =>
    resourcesOf(template, type).map(([, { Properties }]) => String(Properties[property])),
  );

describe('the stacks of several pairs', () => {
  test('are one a pair, each with less than half of the resources that CloudFormation takes', () => {
    expect(templates).toHaveLength(NAMES.length);
    for (const { Resources } of templates) expect(Object.keys(Resources).length).toBeLessThan(STACK_RESOURCES / 2);
  });

  test.each([
    ['AWS::Events::Rule', 'Name', 64],
    ['AWS::Scheduler::Schedule', 'Name', 64],
    ['AWS::Lambda::Function', 'FunctionName', 64],
    ['AWS::StepFunctions::StateMachine', 'StateMachineName', 80],
    ['AWS::CloudWatch::Alarm', 'AlarmName', 255],
    ['AWS::CloudWatch::CompositeAlarm', 'AlarmName', 255],
    ['AWS::CloudWatch::Dashboard', 'DashboardName', 255],
    ['AWS::Logs::LogGroup', 'LogGroupName', 512],
    ['AWS::SSM::Parameter', 'Name', 1011],
  ] as const)('%s have names of their own in the account, not too long', (type, property, most) => {
    const found = names(type, property);
    expect(found.filter((name) => name.length > most)).toEqual([]);
    expect(found.length).toBeGreaterThanOrEqual(NAMES.length);
    expect(new Set(found).size).toBe(found.length);
  });

  test('name nothing else themselves: two stacks would meet in one name', () => {
    const named = templates.flatMap(({ Resources }) =>
      Object.values(Resources).flatMap(({ Properties = {} }) => [
        Properties.BucketName ??
          Properties.QueueName ??
          Properties.TopicName ??
          Properties.RoleName ??
          Properties.PolicyName,
      ]),
    );
    // CDK names an inline policy after itself; such a name belongs to its role alone.
    expect(named.filter((name) => name !== undefined && !/Policy[0-9A-F]{8}$/.test(String(name)))).toEqual([]);
  });

  // What a value counts for once its references are resolved: an account, a region and a random end of 40 letters.
  const lengthOf = (value: unknown): number =>
    typeof value === 'string' ? value.length : inWords(value).replaceAll(/<[^<>]*>/g, 'x'.repeat(40)).length;

  test.each([
    // Sources: the API reference of each service.
    ['AWS::CloudWatch::Alarm', 'AlarmDescription', 1_024],
    ['AWS::CloudWatch::CompositeAlarm', 'AlarmDescription', 1_024],
    ['AWS::CloudWatch::CompositeAlarm', 'AlarmRule', 10_240],
    ['AWS::Lambda::Function', 'Description', 256],
    ['AWS::Lambda::Version', 'Description', 256],
    ['AWS::Events::Rule', 'Description', 512],
    ['AWS::Scheduler::Schedule', 'Description', 512],
    ['AWS::IAM::Role', 'Description', 1_000],
    ['AWS::IAM::ManagedPolicy', 'Description', 1_000],
    ['AWS::KMS::Key', 'Description', 8_192],
    ['AWS::SNS::Topic', 'DisplayName', 100],
    ['AWS::SSM::Parameter', 'Description', 1_024],
    ['AWS::StepFunctions::StateMachineVersion', 'Description', 256],
    ['AWS::Lambda::EventInvokeConfig', 'FunctionName', 140],
  ] as const)('%s have a %s that is not too long', (type, property, most) => {
    for (const template of templates)
      for (const [id, { Properties }] of resourcesOf(template, type)) {
        const value = Properties[property];
        if (value !== undefined) expect([id, lengthOf(value) <= most]).toEqual([id, true]);
      }
  });

  test('no function has more environment than Lambda takes, with the longest names', () => {
    for (const template of templates)
      for (const [id, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
        const { Variables = {} } = (Properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
        const bytes = Object.entries(Variables).reduce((sum, [name, value]) => sum + name.length + lengthOf(value), 0);
        expect([id, bytes < 4_096]).toEqual([id, true]);
      }
  });

  test.each([
    // Letters that are not blanks; buckets 20 kB, topics 30,000, queues and keys 32 kB.
    ['AWS::S3::BucketPolicy', 'PolicyDocument', 20_480],
    ['AWS::SNS::TopicPolicy', 'PolicyDocument', 30_000],
    ['AWS::SQS::QueuePolicy', 'PolicyDocument', 32_768],
    ['AWS::KMS::Key', 'KeyPolicy', 32_768],
    ['AWS::IAM::Role', 'AssumeRolePolicyDocument', 2_048],
  ] as const)('%s have a %s that is not too long', (type, property, most) => {
    for (const template of templates)
      for (const [id, { Properties }] of resourcesOf(template, type)) {
        const letters = JSON.stringify(Properties[property]).length;
        expect([id, letters <= most]).toEqual([id, true]);
      }
  });

  test('the definition of the workflow and the descriptions of outputs fit', () => {
    for (const template of templates) {
      for (const [, { Properties }] of resourcesOf(template, 'AWS::StepFunctions::StateMachine'))
        expect(lengthOf(Properties.DefinitionString)).toBeLessThan(1_000_000);
      const outputs = Object.values((template as { Outputs?: Record<string, { Description?: string }> }).Outputs ?? {});
      expect(outputs.length).toBeLessThanOrEqual(200);
      for (const { Description = '' } of outputs) expect(Description.length).toBeLessThanOrEqual(1_024);
    }
  });

  test('no policy has one Sid twice, nor more letters than IAM takes', () => {
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
      for (const [id, { Properties }] of templates.flatMap((template) => resourcesOf(template, type))) {
        const document = Properties.PolicyDocument as { Statement: readonly { Sid?: string }[] };
        const sids = document.Statement.flatMap(({ Sid }) => Sid ?? []);
        expect([id, sids.length]).toEqual([id, new Set(sids).size]);
        for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
        // References stand for some 60 letters here and for ARNs of that order on AWS.
        expect([id, JSON.stringify(document).length < 40_000]).toEqual([id, true]);
      }
    }
  });

  test('the description of a role has letters that IAM takes', () => {
    for (const [, { Properties }] of templates.flatMap((template) => resourcesOf(template, 'AWS::IAM::Role'))) {
      expect(String(Properties.Description ?? '')).toMatch(/^[\t\n\r\x20-\x7e\xa1-\xff]{0,1000}$/);
    }
  });

  test('no widget holds more than a hundred alarms, and every alarm is on one', () => {
    const [template = { Resources: {} }] = templates;
    const [[, dashboard] = []] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
    const body = JSON.parse(inWords(dashboard?.Properties.DashboardBody)) as {
      widgets: readonly { type: string; properties: { alarms?: readonly string[] } }[];
    };
    const shown = body.widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => properties.alarms ?? []);
    expect(Math.max(...shown.map((alarms) => alarms.length))).toBeLessThanOrEqual(100);
    const ofPair = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) =>
      resourcesOf(template, type).map(([, { Properties }]) => String(Properties.AlarmName)),
    );
    const parts = ofPair.filter((name) => /-(Condition|Armed|Unsteady|Settled|Raised|Held)$/.test(name));
    expect(new Set(shown.flat()).size).toBe(ofPair.length - parts.length);
  });

  test('settings go up to an advanced parameter by themselves, and are never asked to come down', () => {
    expect(new Set(names('AWS::SSM::Parameter', 'Tier'))).toEqual(new Set(['Intelligent-Tiering']));
  });
});
