// The contract with the user's own function, and how each of its ends is understood.
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import type { RestoreOrder } from '../../functions/appliance/appliance.ts';
import { lambdaRestore } from '../../functions/appliance/restore/lambda-restore.ts';
import { CLIENTS_OF } from '../../functions/contract/runtime/clients.ts';
import { applianceOf } from '../../functions/contract/settings/pair-settings.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { pairOf } from './pair.ts';

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:restore';
const URL_WITH_RIGHT = 'https://vault.example.com/b.nsb?X-Amz-Signature=abc';
const order: RestoreOrder = {
  pair: 'support',
  appliance: applianceOf(pairOf(), 'dublin'),
  tlsName: 'support.example.com',
  accountsOf: applianceOf(pairOf(), 'dublin'),
  backupSecret: { name: 'twinbox/london', versionId: 'v7' },
  backup: {
    backupId: '20261122T201503Z-0a1b2c3d',
    pair: 'support',
    appliance: 'london',
    epoch: 6,
    capturedAt: '2026-11-22T20:15:03.000Z',
    key: 'backups/support/20261122T201503Z-0a1b2c3d.nsb',
    versionId: 'v',
    bytes: 1234,
    sha256: 'ab'.repeat(32),
    product: 'rs',
    version: '24.3.2',
    build: '73122',
    applianceId: 'cd'.repeat(16),
    credentialsOf: 'london',
    notIncluded: [],
  },
  backupUrl: URL_WITH_RIGHT,
  epoch: 7,
  recoveryId: '20261122T202000Z-12345678',
};

/** Waits take no time, and are counted. */
const countingClock = () => {
  let passedMs = 0;
  const sleep = async (waitMs: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    passedMs += waitMs;
  };
  return { sleep, passedMs: () => passedMs };
};

const invoke = (answer: () => Promise<object>, signal = soon()) => {
  const client = new LambdaClient({ region: 'eu-west-1', ...CLIENTS_OF['upload-backup'].lambda });
  const mock = mockClient(client);
  mock.on(InvokeCommand).callsFake(answer);
  const clock = countingClock();
  return { mock, clock, answer: lambdaRestore(client, FUNCTION_ARN, clock).restore(order, signal) };
};
const payload = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const failed =
  (errorType: string, errorMessage = 'said so') =>
  async () => ({
    FunctionError: 'Unhandled',
    Payload: payload({ errorType, errorMessage }),
  });
const thrown = (name: string) => async () => {
  throw Object.assign(new Error(name), { name });
};

test('the function is given everything it needs, by value or by name, and its answer is waited for', async () => {
  const { mock, answer } = invoke(async () => ({
    Payload: payload({ accepted: true, marker: 'Restore started', extra: 1 }),
  }));
  await expect(answer).resolves.toEqual({ marker: 'Restore started' });
  const { input } = mock.commandCalls(InvokeCommand)[0]?.args[0] ?? { input: undefined };
  expect(input).toMatchObject({ FunctionName: FUNCTION_ARN, InvocationType: 'RequestResponse' });
  expect(JSON.parse(String(input?.Payload))).toEqual({
    contract: 'twinbox/restore/1',
    pair: 'support',
    appliance: {
      name: 'dublin',
      address: '127.10.0.2',
      port: 443,
      tlsName: 'support.example.com',
      secret: 'twinbox/dublin',
    },
    backup: {
      id: '20261122T201503Z-0a1b2c3d',
      url: URL_WITH_RIGHT,
      bytes: 1234,
      sha256: 'ab'.repeat(32),
      credentialsOf: 'london',
      secret: { name: 'twinbox/london', versionId: 'v7' },
    },
    epoch: 7,
    recoveryId: '20261122T202000Z-12345678',
  });
});

test.each<[string, () => Promise<object>, string]>([
  ['a function that finds the file refused', failed('FileRefused'), 'FileRefused'],
  ['a function that fails in any other way of its own', failed('Error'), 'RestoreRefused'],
  ['a function that ran out of time', failed('Sandbox.Timedout'), 'RestoreUnproven'],
  ['a function that crashed', failed('Runtime.ExitError'), 'RestoreUnproven'],
  ['an answer in another shape', async () => ({ Payload: payload({ accepted: 'yes' }) }), 'RestoreUnproven'],
  ['no answer at all', async () => ({}), 'RestoreUnproven'],
  ['a function that we may not invoke', thrown('AccessDeniedException'), 'RestoreRefused'],
  ['a function that is not there', thrown('ResourceNotFoundException'), 'RestoreRefused'],
  ['a connection that broke', thrown('ECONNRESET'), 'RestoreUnproven'],
  ['a request that was aborted', thrown('AbortError'), 'RestoreUnproven'],
  ['a service that failed', thrown('ServiceException'), 'RestoreUnproven'],
])('%s is named', async (_says, ended, name) => {
  await expect(invoke(ended).answer).rejects.toMatchObject({ name, hint: expect.stringMatching(/./) });
});

describe('a function that Lambda cannot run yet', () => {
  const later = (name: string, failures: number) => {
    let calls = 0;
    return async () => {
      calls += 1;
      if (calls <= failures) throw Object.assign(new Error(name), { name });
      return { Payload: payload({ accepted: true, marker: 'Restore started' }) };
    };
  };

  test.each([
    'ResourceNotReadyException',
    'ResourceConflictException',
    'TooManyRequestsException',
    'ENINotReadyException',
    'EC2ThrottledException',
    'EC2UnexpectedException',
    'ENILimitReachedException',
    'SubnetIPAddressLimitReachedException',
    'CodeArtifactUserPendingException',
    'KMSInvalidStateException',
  ])('%s: is invoked again for minutes', async (name) => {
    const { mock, answer, clock } = invoke(later(name, 20));
    await expect(answer).resolves.toEqual({ marker: 'Restore started' });
    expect(mock.commandCalls(InvokeCommand)).toHaveLength(21);
    expect(clock.passedMs()).toBeGreaterThan(90_000);
  });

  test('is given up after six minutes, by its name', async () => {
    const { answer, clock } = invoke(later('ResourceNotReadyException', 10_000));
    await expect(answer).rejects.toMatchObject({
      name: 'RestoreRefused',
      message: expect.stringContaining('ResourceNotReadyException'),
    });
    expect(clock.passedMs()).toBeLessThanOrEqual(366_000);
  });

  test('is given up when the time of the step ends', async () => {
    const { answer } = invoke(later('ResourceNotReadyException', 10_000), AbortSignal.abort());
    await expect(answer).rejects.toMatchObject({ name: 'RestoreRefused' });
  });

  test.each(['ServiceException', 'SdkClientException', 'ClientExecutionTimeoutException'])(
    '%s proves nothing: it is not invoked again',
    async (name) => {
      const { mock, answer } = invoke(later(name, 1));
      await expect(answer).rejects.toMatchObject({ name: 'RestoreUnproven' });
      expect(mock.commandCalls(InvokeCommand)).toHaveLength(1);
    },
  );
});

test('the right to the bytes never stands in a message', async () => {
  const { answer } = invoke(failed('Error', `could not get ${URL_WITH_RIGHT}`));
  await expect(answer).rejects.toMatchObject({ message: expect.not.stringContaining('Signature') });
});

test('an invocation is never repeated by itself', () => {
  expect(CLIENTS_OF['upload-backup'].lambda.maxAttempts).toBe(1);
});
