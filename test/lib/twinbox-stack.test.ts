// The stack as a whole: what is in it, and that it could be deployed.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from '../../functions/contract/runtime/functions.ts';
import { inWords } from './statements.ts';
import { resourcesOf, type Synthesized, synthesized, type Template } from './synthesized.ts';

let observing: Synthesized;
let template: Template;
beforeAll(async () => {
  observing = await synthesized('twinbox.yaml');
  template = observing.template;
});

const functionNamed = (verb: string) => {
  const [found] = resourcesOf(template, 'AWS::Lambda::Function').filter(
    ([, { Properties }]) => Properties.FunctionName === `Twinbox-support-${verb}`,
  );
  if (!found) throw new Error(`no function ${verb}`);
  return found;
};

/** What each service may act for: things of ours, by their names. */
const TRUSTED_FOR: Readonly<Record<string, RegExp>> = {
  lambda:
    /^arn:(<AWS::\w+>|[^:*<>]+):lambda:(<AWS::\w+>|[^:*<>]+):(<AWS::\w+>|[^:*<>]+):function:Twinbox-support-[a-z-]+(:\*)?$/,
  states:
    /^arn:(<AWS::\w+>|[^:*<>]+):states:(<AWS::\w+>|[^:*<>]+):(<AWS::\w+>|[^:*<>]+):stateMachine:Twinbox-support-recovery$/,
  events:
    /^arn:(<AWS::\w+>|[^:*<>]+):events:(<AWS::\w+>|[^:*<>]+):(<AWS::\w+>|[^:*<>]+):rule\/Twinbox-support-PrimaryDown-starts-recovery$/,
  scheduler:
    /^arn:(<AWS::\w+>|[^:*<>]+):scheduler:(<AWS::\w+>|[^:*<>]+):(<AWS::\w+>|[^:*<>]+):schedule-group\/default$/,
};

/** Logical ids that a value refers to. */
const referencesIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { Ref, 'Fn::GetAtt': attribute } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return [Ref];
  if (Array.isArray(attribute)) return [String(attribute[0])];
  return Object.values(value).flatMap(referencesIn);
};

describe('the stack', () => {
  test('breaks none of the AwsSolutions rules that is not acknowledged with a reason', () => {
    expect(observing.findings).toEqual([]);
  });

  test('is protected from a destroy until somebody allows one', () => {
    expect(observing.terminationProtection).toBe(true);
  });

  test('says at synth how long a recovery is expected to take, and its bound', () => {
    expect(observing.said).toContain(
      'support (observe): a recovery is expected to take 5 min 56 s from the failure of the primary',
    );
    expect(observing.said).toMatch(/timeouts end it within \d+ h/);
  });

  test.each(FUNCTIONS.map((spec) => [spec.verb, spec] as const))(
    'gives %s its size, its variables and nothing else',
    (verb, spec) => {
      const [, { Properties }] = functionNamed(verb);
      const { Variables } = (Properties.Environment ?? { Variables: {} }) as { Variables: Record<string, unknown> };
      expect(Object.keys(Variables).sort()).toEqual([...spec.variables].sort());
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        MemorySize: spec.memoryMegabytes,
        Timeout: spec.timeoutSeconds,
        TracingConfig: { Mode: 'Active' },
      });
    },
  );

  test('gives each function a role and a log group of its own, and logs end some day', () => {
    const functions = resourcesOf(template, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);
    const distinct = (of: (properties: Record<string, unknown>) => unknown) =>
      new Set(functions.map((one) => JSON.stringify(of(one)))).size;
    expect(distinct(({ Role }) => Role)).toBe(FUNCTIONS.length);
    expect(distinct(({ LoggingConfig }) => LoggingConfig)).toBe(FUNCTIONS.length);
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toEqual(expect.any(Number));
  });

  test('never holds the record set of the service: no deploy or destroy can move users', () => {
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
    expect([...types].filter((type) => type.startsWith('AWS::Route53'))).toEqual([]);
  });

  test('has no circle of references, which CloudFormation would refuse', () => {
    const ends = new Map(
      Object.entries(template.Resources).map(([id, { Properties, DependsOn }]) => [
        id,
        [...referencesIn(Properties), ...[DependsOn ?? []].flat()].filter(
          (other) => other in template.Resources && other !== id,
        ),
      ]),
    );
    for (let before = -1; before !== ends.size; ) {
      before = ends.size;
      for (const [id, needs] of ends) if (needs.every((other) => !ends.has(other))) ends.delete(id);
    }
    expect([...ends.keys()]).toEqual([]);
  });

  test('keeps what must outlive it: buckets with their policies, the key of the vault, versions; but not what a rolled-back update made', () => {
    // Left behind by a rollback, a version would keep the same code from being published again.
    const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
    for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::Lambda::Version']) {
      const found = resourcesOf(template, type);
      expect(found.length).toBeGreaterThan(0);
      for (const [, resource] of found) expect(resource).toMatchObject(kept);
    }
    expect(resourcesOf(template, 'AWS::KMS::Key').find(([id]) => id.startsWith('Vault'))?.[1]).toMatchObject(kept);
  });

  test('lets each role be taken on by one service, for this account and for what it is meant for alone', () => {
    const roles = resourcesOf(template, 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(FUNCTIONS.length);
    for (const [id, { Properties }] of roles) {
      const { Statement } = Properties.AssumeRolePolicyDocument as { Statement: readonly Record<string, unknown>[] };
      expect(Statement).toHaveLength(1);
      const { Principal, Condition } = Statement[0] as {
        Principal: { Service: string };
        Condition: { StringEquals: object; ArnLike: { 'aws:SourceArn': unknown } };
      };
      expect(Condition?.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
      const arns = [Condition.ArnLike['aws:SourceArn']].flat().map(inWords);
      const service = Principal.Service.replace('.amazonaws.com', '');
      expect(arns.length).toBeGreaterThan(0);
      for (const arn of arns)
        expect([id, arn]).toEqual([id, expect.stringMatching(TRUSTED_FOR[service] ?? /^no service$/)]);
    }
  });

  test('puts the settings of a pair with all defaults into a parameter', () => {
    const [[, parameter] = []] = resourcesOf(template, 'AWS::SSM::Parameter');
    expect(parameter?.Properties).toMatchObject({ Name: '/twinbox/pairs/support', Tier: 'Intelligent-Tiering' });
    expect(JSON.parse(String(parameter?.Properties.Value))).toMatchObject({
      preferred: 'london',
      policy: { automation: 'observe', coolDownMinutes: 60 },
    });
  });

  test('runs watch, inspect, reconcile and read-power every minute, a ping every week, and a capture, a read-back and a check of readiness for the pair, without replaying what is old', () => {
    const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties);
    const everyMinute = { ScheduleExpression: 'rate(1 minute)', Target: { Input: '{}' } };
    expect(schedules).toMatchObject([
      { Name: 'Twinbox-support-watch', ...everyMinute },
      { Name: 'Twinbox-support-inspect', ...everyMinute },
      { Name: 'Twinbox-support-reconcile', ...everyMinute },
      { Name: 'Twinbox-support-read-power', ...everyMinute },
      {
        Name: 'Twinbox-support-capture',
        ScheduleExpression: 'rate(1 hour)',
        Target: { Input: '{"pair":"support","trigger":"schedule"}' },
      },
      {
        Name: 'Twinbox-support-read-back',
        ScheduleExpression: 'rate(1 hour)',
        Target: { Input: '{"pair":"support"}' },
      },
      {
        Name: 'Twinbox-support-check-readiness',
        ScheduleExpression: 'rate(1 hour)',
        Target: { Input: '{"pair":"support"}' },
      },
      {
        Name: 'Twinbox-support-ping',
        ScheduleExpression: 'cron(17 4 ? * MON *)',
        Target: { Input: '{"kind":"ping"}' },
      },
    ]);
    const [[machineId] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
    expect(schedules.at(-1)?.Target).toMatchObject({ Arn: { Ref: machineId } });
    for (const schedule of schedules.slice(0, -1)) {
      expect(schedule).toMatchObject({
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 } },
      });
    }
    for (const verb of ['watch', 'inspect', 'reconcile', 'capture', 'read-back', 'read-power', 'check-readiness']) {
      const [id] = functionNamed(verb);
      const asynchronous = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').find(([, { Properties }]) =>
        referencesIn(Properties).includes(id),
      );
      expect(asynchronous?.[1].Properties).toMatchObject({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
    }
  });
});
