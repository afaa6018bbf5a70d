// The wrapper of every handler: what it passes to a step, what it returns, and what it never logs.

import { Logger } from '@aws-lambda-powertools/logger';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type { RemainingTime } from '../../functions/contract/runtime/clock.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import { lambdaEntry } from '../../functions/lambda/lambda-entry.ts';

const entryOf = <I, R>(step: (input: I, remainingMs: RemainingTime) => Promise<R>) =>
  lambdaEntry(step, new Logger({ serviceName: 'twinbox' }));

const context = (remainingMs: number): Context =>
  ({
    functionName: 'twinbox-confirm',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:twinbox-confirm:1',
    memoryLimitInMB: '512',
    awsRequestId: 'a',
    getRemainingTimeInMillis: () => remainingMs,
  }) as Context;

test('a step gets the event and the remaining time', async () => {
  const handler = entryOf(async (event: { readonly pair: string }, remainingMs) => ({
    pair: event.pair,
    left: remainingMs(),
  }));
  expect(await handler({ pair: 'support' }, context(29_000))).toEqual({ pair: 'support', left: 29_000 });
});

test('logs only outcome and reasons of an answer', async () => {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const handler = entryOf(async () => ({ skipped: 'a recovery is open', url: 'https://s3cret' }));
  await handler({}, context(29_000));
  spy.mockRestore();
  expect(lines.join()).toContain('a recovery is open');
  expect(lines.join()).not.toContain('s3cret');
});

test('a failure keeps its name and has its hint after the message, and its properties are never logged', async () => {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const handler = entryOf(async () => {
    throw Object.assign(failure('FileRefused', 'the appliance refused it', 'Take an older one.'), { answer: 's3cret' });
  });
  await expect(handler({}, context(1_000))).rejects.toMatchObject({
    name: 'FileRefused',
    message: 'the appliance refused it\nHint: Take an older one.',
  });
  spy.mockRestore();
  expect(lines.join()).toContain('FileRefused: the appliance refused it');
  expect(lines.join()).not.toContain('s3cret');
});

test('does not answer for a step that still works in the last milliseconds: only Lambda ends a function', async () => {
  // An early end would come in the next millisecond; timers fire in order.
  const handler = entryOf(() => new Promise((resolve) => setTimeout(() => resolve('done after all'), 50)));
  expect(await handler({}, context(5))).toBe('done after all');
});

describe('a ping', () => {
  const asked: unknown[] = [];
  const handler = entryOf(async (event: unknown) => {
    asked.push(event);
    return { outcome: 'from the step' };
  });
  beforeEach(() => {
    asked.length = 0;
  });

  test('is answered before the step runs: by Begin for its input, by all others for the mark that Begin leaves', async () => {
    const begun = { ping: true, begin: { outcome: 'pinged', attempt: 1, evidence: ['version 1 answers'] } };
    expect(
      await handler({ state: { kind: 'ping' }, input: { kind: 'ping' }, execution: 'arn' }, context(9_000)),
    ).toEqual(begun);
    expect(await handler({ state: begun, execution: 'arn' }, context(9_000))).toEqual(begun.begin);
    expect(asked).toEqual([]);
  });

  test.each([
    ['an input that only mentions one', { state: {}, input: { kind: 'failover', ping: true } }],
    ['an input that claims the mark', { state: { ping: true, kind: 'drill' }, input: { ping: true, kind: 'drill' } }],
    [
      'a ping that failed, of which Halt notifies operators',
      { state: { ping: true, error: { Error: 'Lambda.ENINotReadyException' } } },
    ],
    ['an inherited field', { state: Object.create({ ping: true }) }],
    ['nothing', null],
  ])('is not %s', async (_says, event) => {
    await handler(event, context(9_000));
    expect(asked).toEqual([event]);
  });
});
