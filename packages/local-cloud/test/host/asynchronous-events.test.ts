// Lambda's queue of events: how often, after which pauses, and when it gives up.
import { describe, expect, test } from '@jest/globals';
import { asynchronousEvents } from '../../host/functions/asynchronous-events.ts';
import type { FunctionDefinition } from '../../host/functions/function-definition.ts';
import { leapingClock } from './fixtures/leaping-clock.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));
const fault = { errorType: 'Broken', errorMessage: 'no' };

const run = async (limits: Partial<FunctionDefinition> = {}, failures = 99) => {
  const clock = leapingClock(0);
  using events = asynchronousEvents(clock);
  const tries: number[] = [];
  const attempt = async () => {
    tries.push(clock.nowMs() / 1000);
    return { payload: '', executedVersion: '1', ...(tries.length <= failures ? { fault } : {}) };
  };
  const definition = { asyncRetries: 2, asyncMaxAgeMs: 21_600_000, ...limits } as FunctionDefinition;
  events.accept({ functionName: 'f', payload: '{}', attempt, definition });
  await settle();
  return { tries, lost: events.lost };
};

describe('an event that fails', () => {
  test('is tried again after one minute and after two more, then it is lost', async () => {
    expect(await run()).toEqual({ tries: [0, 60, 180], lost: [{ functionName: 'f', payload: '{}', fault }] });
  });
  test('is not lost when a later try works', async () => {
    expect(await run({}, 1)).toEqual({ tries: [0, 60], lost: [] });
  });
  test('is not tried again when none is allowed', async () => {
    expect((await run({ asyncRetries: 0 })).tries).toEqual([0]);
  });
  test('is dropped once it would be too old', async () => {
    expect((await run({ asyncMaxAgeMs: 90_000 })).tries).toEqual([0, 60]);
  });
});
