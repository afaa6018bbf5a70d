// The interpreter behind its thread: lab time, failures by name, ends after which nothing happens any more.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freeClock } from '../../base/clock.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { type TaskCall, TaskFault } from '../../host/states/asl-execution.ts';
import { type Execution, type Executions, executionsOf } from '../../host/states/executions.ts';
import { type Interpreter, startInterpreter } from '../../host/states/interpreter.ts';

const clock = freeClock();
afterAll(() => clock[Symbol.dispose]());
let interpreter: Interpreter;
let count = 0;

beforeAll(async () => {
  interpreter = await startInterpreter({ clock, seed: 1 });
});
afterAll(async () => {
  await interpreter[Symbol.asyncDispose]();
});

const task = (more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  TimeoutSeconds: 60,
  ...('Next' in more ? {} : { End: true }),
  ...more,
});

interface Scenario {
  readonly executions: Executions;
  readonly calls: TaskCall[];
  readonly metrics: string[];
  readonly statuses: string[];
  start(input?: Json): Execution;
}

const scenario = (
  definition: JsonObject,
  answer: (call: TaskCall, nth: number) => Promise<Json> | Json = () => null,
): Scenario => {
  const calls: TaskCall[] = [];
  const metrics: string[] = [];
  const statuses: string[] = [];
  const machine = { arn: 'arn:machine', name: 'm', roleArn: 'arn:role', definition };
  const executions = executionsOf({
    clock,
    region: 'eu-central-1',
    interpreter,
    machines: [machine],
    callTask: async (_machine, call) => {
      calls.push(call);
      return answer(call, calls.length);
    },
    onStatus: ({ status }) => statuses.push(status),
    onMetric: ({ name }) => metrics.push(name),
  });
  return {
    executions,
    calls,
    metrics,
    statuses,
    start(input = {}) {
      count += 1;
      const arn = `arn:execution:${count}`;
      executions.start(machine.arn, `run-${count}`, JSON.stringify(input), arn);
      const started = executions.describe(arn);
      if (started === undefined) throw new Error('not started');
      return started;
    },
  };
};

describe('lab time', () => {
  test('a Wait of twenty seconds takes twenty lab seconds, not real ones', async () => {
    const { ended } = scenario({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 20, End: true } } }).start();
    const { startMs, stopMs = 0, status } = await ended;
    expect(status).toBe('SUCCEEDED');
    expect(stopMs - startMs).toBeGreaterThanOrEqual(20_000);
    // Some turns of two event loops, however slow the machine.
    expect(stopMs - startMs).toBeLessThan(22_000);
  });

  test('retries back off in lab time', async () => {
    const retry = [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 }];
    const notified = scenario({ StartAt: 'T', States: { T: task({ Retry: retry }) } }, (_call, nth) => {
      if (nth < 3) throw new TaskFault('Flaky', 'again');
      return { Payload: 'good' };
    });
    const { startMs, stopMs = 0, output } = await notified.start().ended;
    expect(notified.calls).toHaveLength(3);
    expect(JSON.parse(output ?? '')).toEqual({ Payload: 'good' });
    expect(stopMs - startMs).toBeGreaterThanOrEqual(2900);
  });

  test('a task times out on lab time and its work goes on', async () => {
    let finished = false;
    const notified = scenario({ StartAt: 'T', States: { T: task({ TimeoutSeconds: 1 }) } }, async () => {
      await clock.sleep(20_000);
      finished = true;
      return null;
    });
    const { status, error, startMs, stopMs = 0 } = await notified.start().ended;
    expect([status, error]).toEqual(['FAILED', 'States.Timeout']);
    expect(stopMs - startMs).toBeLessThan(19_000);
    expect(finished).toBe(false);
    await clock.sleep(20_000);
    expect(finished).toBe(true);
  });

  test('an execution times out on lab time, passes no Catch and calls nothing more', async () => {
    const states = {
      W: { Type: 'Wait', Seconds: 60, Next: 'T' },
      T: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }),
      C: task(),
    };
    const notified = scenario({ StartAt: 'W', TimeoutSeconds: 1, States: states });
    const { status, startMs, stopMs = 0 } = await notified.start().ended;
    expect(status).toBe('TIMED_OUT');
    expect(stopMs - startMs).toBeLessThan(50_000);
    await clock.sleep(300);
    expect(notified.calls).toHaveLength(0);
  });
});

describe('failures', () => {
  test('a Catch by name gets the error and its cause', async () => {
    const cause = JSON.stringify({ errorType: 'FenceUnconfirmed', errorMessage: 'still on' });
    const notified = scenario(
      {
        StartAt: 'T',
        States: {
          T: task({ Catch: [{ ErrorEquals: ['FenceUnconfirmed'], ResultPath: '$.error', Next: 'P' }] }),
          P: {
            Type: 'Pass',
            Parameters: { 'cause.$': 'States.StringToJson($.error.Cause)', 'error.$': '$.error.Error' },
            End: true,
          },
        },
      },
      () => {
        throw new TaskFault('FenceUnconfirmed', cause);
      },
    );
    const { output } = await notified.start({ pair: 'support' }).ended;
    expect(JSON.parse(output ?? '')).toEqual({
      error: 'FenceUnconfirmed',
      cause: { errorType: 'FenceUnconfirmed', errorMessage: 'still on' },
    });
  });

  test('an uncaught error ends the execution as FAILED with its name and cause', async () => {
    const notified = scenario({ StartAt: 'T', States: { T: task() } }, () => {
      throw new TaskFault('Broken', 'because');
    });
    expect(await notified.start().ended).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'because' });
    expect(notified.metrics).toEqual(['ExecutionsStarted', 'ExecutionsFailed', 'ExecutionTime']);
    expect(notified.statuses).toEqual(['RUNNING', 'FAILED']);
  });

  test('a result over 256 kB fails the execution and no Catch sees it', async () => {
    const definition = {
      StartAt: 'T',
      States: { T: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }), C: task() },
    };
    const notified = scenario(definition, () => 'x'.repeat(300_000));
    expect(await notified.start().ended).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(notified.calls).toHaveLength(1);
  });

  test('a result over 256 kB fails the execution even where a selector would keep little of it', async () => {
    const definition = { StartAt: 'T', States: { T: task({ ResultSelector: { 'little.$': '$.little' } }) } };
    const notified = scenario(definition, () => ({ little: 1, much: 'x'.repeat(300_000) }));
    expect(await notified.start().ended).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test('an output that grows over 256 kB between tasks fails the execution before the next task', async () => {
    const notified = scenario(
      { StartAt: 'A', States: { A: task({ ResultPath: '$.more', Next: 'B' }), B: task() } },
      () => 'x'.repeat(200_000),
    );
    expect(await notified.start({ much: 'y'.repeat(100_000) }).ended).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
    expect(notified.calls).toHaveLength(1);
  });
});

describe('stopping', () => {
  test('a stopped execution is ABORTED with the given reason, and its retries call nothing', async () => {
    const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 20, MaxAttempts: 5 }];
    const notified = scenario({ StartAt: 'T', States: { T: task({ Retry: retry }) } }, () => {
      throw new TaskFault('Flaky', 'again');
    });
    const execution = notified.start();
    while (notified.calls.length === 0) await clock.sleep(50);
    notified.executions.stop(execution.executionArn, { error: 'Person', cause: 'enough' });
    expect(await execution.ended).toMatchObject({ status: 'ABORTED', error: 'Person', cause: 'enough' });
    await clock.sleep(120_000);
    expect(notified.calls).toHaveLength(1);
    expect(notified.statuses).toEqual(['RUNNING', 'ABORTED']);
  });
});

describe('data', () => {
  test('a function that answers nothing gives null', async () => {
    const notified = scenario(
      { StartAt: 'T', States: { T: task({ ResultPath: '$.answer' }) } },
      () => undefined as unknown as Json,
    );
    expect(JSON.parse((await notified.start({ a: 1 }).ended).output ?? '')).toEqual({ a: 1, answer: null });
  });

  test('the context object knows execution, state and machine', async () => {
    const parameters = {
      'execution.$': '$$.Execution.Name',
      'state.$': '$$.State.Name',
      'machine.$': '$$.StateMachine.Name',
      'entered.$': '$$.State.EnteredTime',
      'started.$': '$$.Execution.StartTime',
    };
    const notified = scenario({
      StartAt: 'First',
      States: { First: { Type: 'Pass', Next: 'Second' }, Second: { Type: 'Pass', Parameters: parameters, End: true } },
    });
    const execution = await notified.start().ended;
    const output = JSON.parse(execution.output ?? '');
    expect(output).toMatchObject({ execution: execution.name, state: 'Second', machine: 'm' });
    expect(Math.abs(Date.parse(output.entered) - execution.startMs)).toBeLessThan(20_000);
    expect(Math.abs(Date.parse(output.started) - execution.startMs)).toBeLessThan(20_000);
  });

  test('text is never smaller than a number', async () => {
    const choices = [{ Variable: '$.n', NumericLessThan: 10, Next: 'Less' }];
    const notified = scenario({
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', Choices: choices, Default: 'Other' },
        Less: { Type: 'Pass', Result: 'less', End: true },
        Other: { Type: 'Pass', Result: 'other', End: true },
      },
    });
    expect((await notified.start({ n: '5' }).ended).output).toBe('"other"');
    expect((await notified.start({ n: 5 }).ended).output).toBe('"less"');
  });

  test('the history tells states, tasks and failures in order with lab times', async () => {
    const notified = scenario({
      StartAt: 'T',
      States: { T: task({ Next: 'W' }), W: { Type: 'Wait', Seconds: 1, End: true } },
    });
    const execution = await notified.start({ a: 1 }).ended;
    expect(execution.events.map(({ type, state }) => `${type} ${state ?? ''}`.trim())).toEqual([
      'ExecutionStarted',
      'StateEntered T',
      'TaskScheduled T',
      'TaskSucceeded T',
      'StateExited T',
      'StateEntered W',
      'StateExited W',
      'ExecutionEnded',
    ]);
    const times = execution.events.map(({ atMs }) => atMs);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });
});
