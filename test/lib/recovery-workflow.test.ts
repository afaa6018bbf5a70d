// The state machine: its definition against the phase table, and what starts and follows it.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import aslValidator from 'asl-validator';
import { DONE, FAILED, type Phase } from '../../functions/contract/workflow/phase.ts';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import { allowing, inWords } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

/**
 * Errors of Invoke that no waiting mends: the call, the function or its network is wrong, or a service that we do not
 * use.
 */
const LASTING =
  /^(Invalid|NoPublished|ModeNotSupported|Recursive|RequestTooLarge|Serialized|UnsupportedMedia|ResourceNotFound|DurableExecution|EFS|S3Files|SnapStart|ServiceQuotaExceeded|CodeArtifactUser(Deleted|Failed))/;

type State = Readonly<Record<string, unknown>>;

let template: Template;
let definition: {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
};
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
  const [[, machine] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
  definition = JSON.parse(inWords(machine?.Properties.DefinitionString));
});

const stateOf = (name: string): State => {
  const found = definition.States[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
};
const phases: readonly (readonly [string, Phase])[] = PHASES.map((phase) => [phase.state, phase]);

describe('the state machine', () => {
  test('has a valid definition that begins with Begin', () => {
    const plain = JSON.parse(
      JSON.stringify(definition).replaceAll(/<[A-Za-z0-9]+>/g, 'arn:aws:lambda:eu-central-1:123456789012:function:x:1'),
    );
    expect(aslValidator(plain)).toMatchObject({ isValid: true, errors: [] });
    expect(definition.StartAt).toBe('Begin');
  });

  test.each(phases)('%s calls the published version of the function of its verb, within its timeout', (name, phase) => {
    const { Type, Resource, TimeoutSeconds } = stateOf(name) as Record<string, never>;
    expect({ Type, TimeoutSeconds }).toEqual({ Type: 'Task', TimeoutSeconds: phase.taskTimeoutSeconds });
    const version = template.Resources[String(Resource).slice(1, -1)];
    expect(version?.Type).toBe('AWS::Lambda::Version');
    const called = template.Resources[inWords(version?.Properties.FunctionName).slice(1, -1)];
    expect(called?.Properties).toMatchObject({
      FunctionName: `Twinbox-support-${phase.verb}`,
      Timeout: phase.functionTimeoutSeconds,
    });
    expect(phase.functionTimeoutSeconds).toBeLessThan(phase.taskTimeoutSeconds);
  });

  test.each(phases.filter(([name]) => name !== 'Halt'))(
    '%s goes where the phase table says by its outcome, and to Halt by any other',
    (name, phase) => {
      expect(stateOf(name).Next).toBe(`${name} done?`);
      const { Choices, Default } = stateOf(`${name} done?`) as { Choices: readonly State[]; Default: string };
      const outcome = `$.${phase.result}.outcome`;
      const bound = (answer: string) =>
        answer === phase.back?.outcome && {
          Variable: `$.${phase.result}.attempt`,
          NumericLessThan: phase.back.attempts,
        };
      const byOutcome = Object.entries(phase.next).map(([answer, Next]) => {
        const answered = { Variable: outcome, StringEquals: answer };
        return bound(answer) ? { And: [answered, bound(answer)], Next } : { ...answered, Next };
      });
      expect(Choices).toEqual(expect.arrayContaining(byOutcome));
      expect(Choices).toHaveLength(2 + byOutcome.length + (phase.loop ? 1 : 0));
      expect(Choices[0]).toEqual({ Not: { Variable: outcome, IsPresent: true }, Next: 'Unknown outcome' });
      expect(Default).toBe('Unknown outcome');
      expect(stateOf('Unknown outcome')).toMatchObject({ ResultPath: '$.error', Next: 'Halt' });
    },
  );

  test('ends whatever its functions answer: each arrow that leads back up counts attempts', () => {
    const order = PHASES.map(({ state }) => state as string);
    const arrows = order.flatMap((from) => {
      const { Choices = [] } = (definition.States[`${from} done?`] ?? {}) as { Choices?: readonly State[] };
      return Choices.map(({ Next, And }) => ({
        from,
        to: String(Next).replace(/ again$/, ''),
        counts: JSON.stringify(And ?? ''),
      }));
    });
    const up = arrows.filter(({ from, to }) => order.includes(to) && order.indexOf(to) <= order.indexOf(from));
    expect(up.map(({ to }) => to)).toContain('Prepare');
    expect(up.filter(({ counts }) => !counts.includes('NumericLessThan'))).toEqual([]);
  });

  test.each(phases.filter(([, phase]) => phase.loop))(
    '%s waits before it is asked again, and not for ever',
    (name, phase) => {
      const wait = phase.loop?.saysWait
        ? { SecondsPath: `$.${phase.result}.waitSeconds` }
        : { Seconds: phase.loop?.waitSeconds };
      expect(stateOf(`${name} again`)).toEqual({ Type: 'Wait', ...wait, Next: name });
      const { Choices } = stateOf(`${name} done?`) as { Choices: readonly State[] };
      expect(Choices.at(-1)).toEqual({
        And: [
          { Variable: `$.${phase.result}.outcome`, StringEquals: 'again' },
          { Variable: `$.${phase.result}.attempt`, NumericLessThan: phase.loop?.attempts },
        ],
        Next: `${name} again`,
      });
    },
  );

  test.each(phases)('%s gives its function the data, the execution and its start', (name) => {
    expect(stateOf(name).Parameters).toEqual({
      'state.$': '$',
      'execution.$': '$$.Execution.Id',
      'startedAt.$': '$$.Execution.StartTime',
      ...(name === 'Begin' ? { 'input.$': '$$.Execution.Input' } : {}),
    });
  });

  test('keeps the result of each state under its own key, and what Begin answers as a whole', () => {
    const resultPaths = phases.map(([name]) => [name, stateOf(name).ResultPath]);
    expect(resultPaths).toEqual(
      phases.map(([name, { result }]) => [name, name === 'Begin' ? undefined : `$.${result}`]),
    );
  });

  test('tries again for minutes whatever Lambda itself failed at, unless it would fail for ever', () => {
    const errors = readFileSync('node_modules/@aws-sdk/client-lambda/dist-types/commands/InvokeCommand.d.ts', 'utf8');
    const declared = [...errors.matchAll(/@throws \{@link (\w+Exception)\}/g)].map(([, name = '']) => name);
    const passing = declared.filter((name) => name !== 'LambdaServiceException' && !LASTING.test(name));
    expect(passing).toContain('ResourceNotReadyException');
    for (const [name] of phases) {
      const [retry] = stateOf(name).Retry as readonly State[];
      const { ErrorEquals, IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds } = retry as {
        ErrorEquals: readonly string[];
        [key: string]: unknown;
      };
      const byCaller = ['AWSLambdaException', 'SdkClientException'];
      expect(ErrorEquals.toSorted()).toEqual([...passing, ...byCaller].map((one) => `Lambda.${one}`).sort());
      const pauses = Array.from({ length: Number(MaxAttempts) }, (_, nth) =>
        Math.min(Number(IntervalSeconds) * Number(BackoffRate) ** nth, Number(MaxDelaySeconds)),
      );
      // Full jitter takes half of them on average.
      expect(pauses.reduce((total, pause) => total + pause, 0) / 2).toBeGreaterThan(150);
      expect(retry).toMatchObject({ JitterStrategy: 'FULL' });
    }
  });

  test('tries once more a function that was ended early, or whose caller gave up waiting, but never an upload', () => {
    for (const [name] of phases) {
      const [, ...more] = stateOf(name).Retry as readonly State[];
      const ErrorEquals = [
        'Sandbox.Timedout',
        'Runtime.ExitError',
        'Lambda.Unknown',
        'Lambda.ClientExecutionTimeoutException',
      ];
      expect(more).toEqual(name === 'UploadBackup' ? [] : [expect.objectContaining({ ErrorEquals, MaxAttempts: 1 })]);
    }
  });

  test('calls every function once by a ping, in the order of the phases, and then is done', () => {
    const method: string[] = [];
    for (let name = definition.StartAt; name !== DONE; ) {
      method.push(name);
      const phase: Phase | undefined = PHASES.find(({ state }) => state === name);
      const { Choices } = stateOf(String(stateOf(name).Next)) as { Choices: readonly State[] };
      const plain = { Variable: `$.${phase?.result}.outcome`, StringEquals: 'pinged' };
      const rule = Choices.find((one) => JSON.stringify(one).includes(JSON.stringify(plain).slice(1, -1)));
      name = String(rule?.Next);
    }
    expect(method).toEqual(PHASES.map(({ state }) => state));
  });

  test('catches every error into Halt, which finds it under `error`', () => {
    for (const [name] of phases.filter(([state]) => state !== 'Halt' && state !== 'Begin')) {
      expect(stateOf(name).Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Halt' }]);
    }
    expect(stateOf('Begin').Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'Begin failed' }]);
    expect(stateOf('Begin failed')).toMatchObject({ Type: 'Pass', Parameters: { 'error.$': '$' }, Next: 'Halt' });
  });

  test('fails by the name and in the words that Halt gives, and by its own where Halt fails', () => {
    expect(stateOf('Halt')).toMatchObject({
      Next: 'Halt done?',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Halt failed' }],
    });
    expect(stateOf('Halt done?')).toMatchObject({ Type: 'Choice', Choices: [{ Next: DONE }], Default: FAILED });
    expect(stateOf(FAILED)).toEqual({ Type: 'Fail', ErrorPath: '$.halt.reason', CausePath: '$.halt.message' });
    expect(stateOf('Halt failed')).toMatchObject({ Type: 'Fail', Error: 'HaltFailed' });
    expect(stateOf(DONE)).toEqual({ Type: 'Succeed' });
  });

  test('may call every version of its functions: a deployment in the middle of a recovery takes nothing from it', () => {
    const callable = allowing(template, 'lambda:InvokeFunction').filter(({ holder }) => holder === 'RecoveryRole');
    const functionIds = phases.map(([, { verb }]) => {
      const [[id] = []] = resourcesOf(template, 'AWS::Lambda::Function').filter(
        ([, { Properties }]) => Properties.FunctionName === `Twinbox-support-${verb}`,
      );
      return `<${id}.Arn>:*`;
    });
    expect(callable.flatMap(({ resources }) => resources)).toEqual(functionIds);
  });

  test('uses nothing that the interpreter on a laptop gets silently wrong', () => {
    const text = JSON.stringify(definition);
    for (const trap of [
      '"IsPresent":false',
      'JSONata',
      '"Assign"',
      'HeartbeatSeconds',
      'ItemProcessor',
      'arn:aws:states',
      '"ResultPath":"$"',
      'States.Format',
      '"Iterator"',
      '"ResultPath":"$"',
    ]) {
      expect(text).not.toContain(trap);
    }
  });

  test('ends after all bounds of its phases, is logged whole and traced', () => {
    const worst = PHASES.filter(({ state }) => !['StandDown', 'Operate'].includes(state)).reduce(
      (total, phase: Phase) => {
        const attempts = phase.loop?.attempts ?? 1;
        const waitSeconds = phase.loop?.waitSeconds ?? 0;
        const byAttempts = attempts * phase.taskTimeoutSeconds + (attempts - 1) * waitSeconds;
        const withinSeconds = phase.loop?.withinSeconds ?? Number.POSITIVE_INFINITY;
        return total + Math.min(byAttempts, withinSeconds + waitSeconds + phase.taskTimeoutSeconds);
      },
      0,
    );
    expect(definition.TimeoutSeconds).toBeGreaterThan(worst);
    const [[, machine] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
    expect(machine?.Properties).toMatchObject({
      StateMachineName: 'Twinbox-support-recovery',
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true },
      TracingConfiguration: { Enabled: true },
    });
  });
});

describe('what starts and follows it', () => {
  const rule = (name: string) =>
    resourcesOf(template, 'AWS::Events::Rule').find(([, { Properties }]) => Properties.Name === name)?.[1].Properties;

  test('the alarm PrimaryDown of the pair starts it, with an input that says so', () => {
    const [[alarmId] = []] = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(
      ([, { Properties }]) => Properties.AlarmName === 'Twinbox-support-PrimaryDown',
    );
    const [[machineId] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
    expect(rule('Twinbox-support-PrimaryDown-starts-recovery')).toMatchObject({
      EventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        resources: [{ 'Fn::GetAtt': [alarmId, 'Arn'] }],
        detail: { state: { value: ['ALARM'] } },
      },
      State: 'ENABLED',
      Targets: [
        {
          Arn: { Ref: machineId },
          Input: '{"pair":"support","kind":"failover","trigger":"alarm"}',
          RetryPolicy: { MaximumEventAgeInSeconds: 120, MaximumRetryAttempts: 3 },
        },
      ],
    });
  });

  test('an execution that fails, times out or is stopped starts close-out', () => {
    const [[machineId] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
    const ends = rule('Twinbox-support-execution-ends') as {
      EventPattern: unknown;
      Targets: readonly { Arn: { 'Fn::GetAtt': readonly string[] } }[];
    };
    expect(ends.EventPattern).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [{ Ref: machineId }], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
    const target = template.Resources[ends.Targets[0]?.Arn['Fn::GetAtt'][0] ?? ''];
    expect(target?.Properties.FunctionName).toBe('Twinbox-support-close-out');
  });
});
