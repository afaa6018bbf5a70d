// Each thing that the interpreter would run differently from AWS is refused with its state's name.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../base/json.ts';
import { asRunHere, guardDefinition } from '../../host/states/definition-guard.ts';

const task = (more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f' },
  TimeoutSeconds: 5,
  End: true,
  ...more,
});
const machine = (state: JsonObject, more: JsonObject = {}): JsonObject => ({
  StartAt: 'X',
  States: { X: state },
  ...more,
});
const choice = (rule: JsonObject): JsonObject => ({
  StartAt: 'X',
  States: {
    X: { Type: 'Choice', Choices: [{ ...rule, Next: 'Y' }], Default: 'Y' },
    Y: { Type: 'Succeed' },
  },
});

describe('the guard', () => {
  test('lets a plain task with retries and catches pass', () => {
    const retry = { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] };
    expect(() => guardDefinition(machine(task(retry)))).not.toThrow();
  });

  const parallel = (state: JsonObject): JsonObject =>
    machine({ Type: 'Parallel', Branches: [{ StartAt: 'I', States: { I: state } }], End: true });

  test.each<[string, JsonObject, string]>([
    ['a JSONata machine', machine(task(), { QueryLanguage: 'JSONata' }), 'JSONata'],
    ['a JSONata state', machine(task({ QueryLanguage: 'JSONata' })), 'JSONata'],
    ['Assign', machine(task({ Assign: { a: 1 } })), 'Assign'],
    ['IsPresent: false', choice({ Variable: '$.a', IsPresent: false }), 'IsPresent'],
    ['IsNull: false inside And', choice({ And: [{ Variable: '$.a', IsNull: false }] }), 'IsNull'],
    ['an explicit ResultPath of the whole', machine(task({ ResultPath: '$' })), 'ResultPath'],
    [
      'a Catch with an explicit ResultPath of the whole',
      {
        StartAt: 'X',
        States: {
          X: task({ Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$', Next: 'Y' }] }),
          Y: { Type: 'Succeed' },
        },
      },
      'ResultPath',
    ],
    ['HeartbeatSeconds', machine(task({ HeartbeatSeconds: 1 })), 'Heartbeat'],
    [
      'a distributed Map',
      machine({
        Type: 'Map',
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'I', States: { I: task() } },
        End: true,
      }),
      'distributed',
    ],
    [
      'waitForTaskToken',
      machine(task({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' })),
      'waitForTaskToken',
    ],
    ['an SDK integration', machine(task({ Resource: 'arn:aws:states:::aws-sdk:s3:putObject' })), 'integration'],
    [
      'a task without a timeout',
      machine({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true }),
      'TimeoutSeconds',
    ],
    ['a falsy Result', machine({ Type: 'Pass', Result: false, End: true }), 'Result'],
    ['a number compared with text', choice({ Variable: '$.a', NumericEquals: '5' }), 'NumericEquals'],
    ['text compared with a number', choice({ Variable: '$.a', StringEquals: 5 }), 'StringEquals'],
    ['an intrinsic in CausePath', machine({ Type: 'Fail', CausePath: "States.Format('{}', $.a)" }), 'CausePath'],
    ['an intrinsic in ErrorPath', machine({ Type: 'Fail', ErrorPath: "States.Format('{}', $.a)" }), 'ErrorPath'],
    [
      'an asynchronous invocation',
      machine(task({ Parameters: { FunctionName: 'f', InvocationType: 'Event' } })),
      'InvocationType',
    ],
    ['a task token from the context', machine(task({ Parameters: { 'token.$': '$$.Task.Token' } })), '$$.Task.Token'],
    [
      'the State context inside a branch',
      parallel(task({ Parameters: { 'name.$': '$$.State.Name' } })),
      '$$.State.Name',
    ],
    ['a fault inside a branch', parallel(task({ HeartbeatSeconds: 1 })), 'I: Heartbeat'],
    ['a transition to nowhere', machine(task({ End: undefined, Next: 'Nowhere' })), 'Nowhere'],
  ])('refuses %s', (_title, definition, word) => {
    expect(() => guardDefinition(JSON.parse(JSON.stringify(definition)) as JsonObject)).toThrow(word);
  });

  test('names all faults at once', () => {
    const definition = { StartAt: 'A', States: { A: task({ HeartbeatSeconds: 1 }), B: task({ Assign: {} }) } };
    expect(() => guardDefinition(definition)).toThrow(/A: Heartbeat.*B: Assign/);
  });

  test('puts a test of the type before each ordering comparison', () => {
    const rule = { Variable: '$.n', NumericLessThan: 3 };
    const States = asRunHere(choice({ Not: rule })).States as { X: { Choices: unknown[] } };
    expect(States.X.Choices).toEqual([{ Not: { And: [{ Variable: '$.n', IsNumeric: true }, rule] }, Next: 'Y' }]);
  });
});
