// The same interpreter on virtual time, in this process: what the sweeps under fake timers rest on.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import FakeTimers from '@sinonjs/fake-timers';
import type { Json } from '../../base/json.ts';
import { type ExecutionEvent, runExecution, TaskFault } from '../../host/states/asl-execution.ts';

let clock: ReturnType<typeof FakeTimers.install>;
beforeEach(() => {
  clock = FakeTimers.install({
    now: 0,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
});
afterEach(() => clock.uninstall());

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('an execution on virtual time', () => {
  test('waits an hour and retries in no time, and tells the virtual times', async () => {
    const events: ExecutionEvent[] = [];
    let calls = 0;
    const definition = {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Seconds: 3600, Next: 'Task' },
        Task: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: {},
          TimeoutSeconds: 10,
          Retry: [{ ErrorEquals: ['Flaky'], IntervalSeconds: 60, MaxAttempts: 1 }],
          End: true,
        },
      },
    };
    let ended = false;
    const running = runExecution({
      definition,
      input: {},
      context: { Execution: { Id: 'e' }, StateMachine: { Id: 'm' } },
      signal: new AbortController().signal,
      onEvent: (event) => events.push(event),
      callTask: async (): Promise<Json> => {
        calls += 1;
        if (calls === 1) throw new TaskFault('Flaky', 'again');
        return 'good';
      },
    }).finally(() => {
      ended = true;
    });
    while (!ended) {
      await turn();
      await clock.nextAsync();
    }
    expect(await running).toEqual({ status: 'SUCCEEDED', output: 'good' });
    const last = events.find(({ type }) => type === 'ExecutionEnded');
    expect(last?.atMs).toBe(3_660_000);
  });
});
