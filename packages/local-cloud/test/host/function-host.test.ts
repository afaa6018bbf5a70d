// Functions in workers: their environment, their time, their ends, and the network they may lose.

import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { freeClock } from '../../base/clock.ts';
import { threads } from '../../host/engine.ts';
import type { FunctionDefinition } from '../../host/functions/function-definition.ts';
import { type FunctionHost, functionHost } from '../../host/functions/function-host.ts';
import type { EmbeddedMetric } from '../../host/functions/function-logs.ts';
import { type Assembly, writeAssembly } from './fixtures/assembly.ts';

const clock = freeClock();
let assembly: Assembly;
let server: Server;
let port = 0;
let host: FunctionHost;
const principals = new Map<string, string>();
const metrics: EmbeddedMetric[] = [];

const sources: Record<string, string> = {
  environment:
    'export const handler = async (event, context) => ({ event, env: process.env, context: { ...context, left: context.getRemainingTimeInMillis() } });',
  sleeper: `import { setTimeout as pause } from 'node:timers/promises';
    import { promisify } from 'node:util';
    export const handler = async ({ ms, how }) => {
      const before = { date: Date.now(), performance: performance.now(), iso: new Date().toISOString() };
      if (how === 'promises') await pause(ms);
      else if (how === 'promisify') await promisify(setTimeout)(ms);
      else if (how === 'signal') await new Promise((resolve) => AbortSignal.timeout(ms).addEventListener('abort', resolve));
      else await new Promise((resolve) => setTimeout(resolve, ms));
      return { before, dateMs: Date.now() - before.date, performanceMs: performance.now() - before.performance, isDate: new Date() instanceof Date };
    };`,
  faulty: `let calls = 0;
    export const handler = async ({ how }) => {
      calls += 1;
      console.log('call ' + calls);
      if (how === 'named') throw Object.assign(new Error('still on'), { name: 'FenceUnconfirmed' });
      if (how === 'exit') process.exit(3);
      if (how === 'rejection') { Promise.reject(new Error('forgotten')); await new Promise((resolve) => setTimeout(resolve, 60000)); }
      if (how === 'nothing') return undefined;
      return calls;
    };`,
  metric: `export const handler = async () => {
      process.stdout.write('two\\nlines\\n');
      console.log(JSON.stringify({ _aws: { Timestamp: 5, CloudWatchMetrics: [{ Namespace: 'N', Dimensions: [['Pair'], []], Metrics: [{ Name: 'M', Unit: 'Count' }] }] }, Pair: 'support', M: [1, 2] }));
    };`,
  connector: `import { connect } from 'node:net';
    import { Resolver } from 'node:dns/promises';
    export const handler = async ({ port, dns, waitMs }) => {
      if (dns) {
        const resolver = new Resolver({ timeout: 200, tries: 1 });
        resolver.setServers(['127.0.0.1:' + port]);
        return resolver.resolve4('x.test').catch((error) => error.code);
      }
      return new Promise((resolve) => {
        const socket = connect({ host: '127.0.0.1', port });
        if (waitMs) setTimeout(() => { socket.destroy(); resolve('silence'); }, waitMs);
        socket.on('connect', () => { socket.destroy(); resolve('connected'); });
        socket.on('error', (error) => resolve(error.code));
      });
    };`,
  broken: "throw new TypeError('no import today');",
};

const definition = (name: string, more: Partial<FunctionDefinition> = {}): FunctionDefinition => ({
  name,
  arn: `arn:aws:lambda:eu-central-1:000000000000:function:${name}`,
  roleArn: 'arn:aws:iam::000000000000:role/R',
  directory: `${assembly.directory}/asset.${name}`,
  handler: 'index.handler',
  timeoutMs: 3000,
  memoryMb: 256,
  variables: { OWN: name },
  versions: ['1'],
  aliases: { live: '1' },
  asyncRetries: 2,
  asyncMaxAgeMs: 21_600_000,
  ...more,
});

beforeAll(async () => {
  assembly = await writeAssembly('S', {}, sources);
  server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as { port: number }).port;
  host = functionHost({
    engine: threads(clock),
    region: 'eu-central-1',
    awsUrl: `http://127.0.0.1:${port}`,
    functions: Object.keys(sources).map((name) => definition(name)),
    registerPrincipal: ({ accessKeyId }, name) => principals.set(accessKeyId, name),
    onMetric: (metric) => metrics.push(metric),
  });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await assembly[Symbol.asyncDispose]();
  await new Promise((resolve) => server.close(resolve));
  clock[Symbol.dispose]();
});

const call = async (name: string, payload: object = {}) => {
  const result = await host.invoke(name, JSON.stringify(payload));
  return JSON.parse(result?.payload ?? 'null');
};

describe('a function', () => {
  test('has its own environment and access key and nothing of ours', async () => {
    const { env } = await call('environment');
    expect(env).toMatchObject({
      OWN: 'environment',
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
    });
    expect(env.HOME).toBeUndefined();
    expect(principals.get(env.AWS_ACCESS_KEY_ID)).toBe('environment');
    expect(new Set(principals.keys()).size).toBe(Object.keys(sources).length);
  });

  test('sees its version, its ARN and the lab time it has left', async () => {
    const arn = 'arn:aws:lambda:eu-central-1:000000000000:function:environment:1';
    const result = await host.invoke(arn, '{"a":1}');
    const { event, context } = JSON.parse(result?.payload ?? '');
    expect(event).toEqual({ a: 1 });
    expect(context).toMatchObject({ functionVersion: '1', invokedFunctionArn: arn });
    expect(context.left).toBeGreaterThan(2000);
    expect(context.left).toBeLessThanOrEqual(3000);
    expect(result?.executedVersion).toBe('1');
  });

  test('is found by alias, and an unknown name or version is nothing', async () => {
    expect((await host.invoke('environment:live', '{}'))?.executedVersion).toBe('1');
    expect(await host.invoke('environment:2', '{}')).toBeUndefined();
    expect(await host.invoke('nobody', '{}')).toBeUndefined();
  });

  test('that answers nothing answers null', async () => {
    expect((await host.invoke('faulty', '{"how":"nothing"}'))?.payload).toBe('null');
  });
});

describe('time in a function', () => {
  test.each(['timer', 'promises', 'promisify', 'signal'])('%s runs on lab time', async (how) => {
    const nowMs = clock.nowMs();
    await using patient = functionHost({
      engine: threads(clock),
      region: 'r',
      functions: [definition('sleeper', { timeoutMs: 60_000 })],
    });
    const answer = await patient.invoke('sleeper', JSON.stringify({ ms: 20_000, how }));
    const { before, dateMs, performanceMs, isDate } = JSON.parse(answer?.payload ?? '{}');
    expect(dateMs).toBeGreaterThanOrEqual(20_000);
    expect(dateMs).toBeLessThan(21_000);
    expect(Math.abs(performanceMs - dateMs)).toBeLessThan(2_000);
    expect(before.date).toBeGreaterThanOrEqual(Math.floor(nowMs));
    expect(Math.abs(Date.parse(before.iso) - before.date)).toBeLessThan(2_000);
    expect(isDate).toBe(true);
  });

  test('the function timeout ends it in lab time, with the name that Step Functions matches', async () => {
    const startMs = clock.nowMs();
    const result = await host.invoke('sleeper', '{"ms":60000}');
    expect(result?.fault?.errorType).toBe('Sandbox.Timedout');
    expect(result?.fault?.errorMessage).toContain('Task timed out after 3.00 seconds');
    expect(clock.nowMs() - startMs).toBeLessThan(5_000);
  });

  test('an override keeps it from timing out, though it is told the timeout that it has', async () => {
    {
      using _stalled = host.override('environment', { neverTimesOut: true });
      const notified = await host.invoke('environment', '{}');
      expect(JSON.parse(notified?.payload ?? '{}').context.left).toBeLessThanOrEqual(3000);
      using _override = host.override('sleeper', { neverTimesOut: true });
      expect((await call('sleeper', { ms: 4000 })).dateMs).toBeGreaterThanOrEqual(3900);
    }
    expect((await host.invoke('sleeper', '{"ms":4000}'))?.fault?.errorType).toBe('Sandbox.Timedout');
  });
});

describe('faults', () => {
  test('a thrown error keeps its name', async () => {
    const result = await host.invoke('faulty', '{"how":"named"}');
    expect(result?.fault).toMatchObject({ errorType: 'FenceUnconfirmed', errorMessage: 'still on' });
    expect(JSON.parse(result?.payload ?? '').trace[0]).toBe('FenceUnconfirmed: still on');
  });

  test('an exit is Runtime.ExitError, and the next call gets a new sandbox', async () => {
    expect((await host.invoke('faulty', '{"how":"exit"}'))?.fault?.errorType).toBe('Runtime.ExitError');
    expect(await call('faulty')).toBe(1);
    expect(await call('faulty')).toBe(2);
  });

  test('a rejection that nobody handles ends the sandbox', async () => {
    const fault = (await host.invoke('faulty', '{"how":"rejection"}'))?.fault;
    expect(fault?.errorType).toBe('Runtime.UnhandledPromiseRejection');
  });

  test('a bundle that cannot be imported says why, at invocation and when warming', async () => {
    expect((await host.invoke('broken', '{}'))?.fault).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'no import today',
    });
    await expect(host.warm((name) => (name === 'broken' ? 1 : 0))).rejects.toThrow('no import today');
  });
});

describe('sandboxes', () => {
  test('calls at the same time run in different sandboxes, later ones use them again', async () => {
    await using own = functionHost({
      engine: threads(clock),
      region: 'r',
      functions: [definition('sleeper', { timeoutMs: 60_000 })],
    });
    await own.warm(() => 2);
    const startMs = clock.nowMs();
    await Promise.all([own.invoke('sleeper', '{"ms":15000}'), own.invoke('sleeper', '{"ms":15000}')]);
    expect(clock.nowMs() - startMs).toBeLessThan(29_000);
    await own.invoke('sleeper', '{"ms":0}');
    expect(own.invocations.map(({ coldStart }) => coldStart)).toEqual([false, false, false]);
  });

  test('reserved concurrency throttles', async () => {
    await using own = functionHost({
      engine: threads(clock),
      region: 'r',
      functions: [definition('sleeper', { reservedConcurrency: 1, timeoutMs: 20_000 })],
    });
    const first = own.invoke('sleeper', '{"ms":3000}');
    expect((await own.invoke('sleeper', '{}'))?.fault?.errorType).toBe('TooManyRequestsException');
    expect((await first)?.fault).toBeUndefined();
  });

  test('an event is accepted at once, and lost when it fails and may not be tried again', async () => {
    await using own = functionHost({
      engine: threads(clock),
      region: 'r',
      functions: [definition('faulty', { asyncRetries: 0 })],
    });
    await own.invoke('faulty', '{"how":"named"}', { invocationType: 'Event' });
    while (own.lostEvents.length === 0) await clock.sleep(100);
    expect(own.lostEvents).toMatchObject([{ functionName: 'faulty', fault: { errorType: 'FenceUnconfirmed' } }]);
    expect(own.invocations).toHaveLength(1);
  });

  test('a function of the world is called in process', async () => {
    host.addExternalFunction('arn:aws:lambda:eu-central-1:1:function:restore', (payload) => ({ got: payload }));
    expect(await call('arn:aws:lambda:eu-central-1:1:function:restore', { a: 1 })).toEqual({ got: { a: 1 } });
  });
});

describe('output', () => {
  test('is kept line by line with lab time, and embedded metrics are found in it', async () => {
    const nowMs = clock.nowMs();
    await call('metric');
    const lines = host.logs('metric');
    expect(lines.map(({ line }) => line).slice(0, 2)).toEqual(['two', 'lines']);
    expect(lines[0]?.atMs).toBeGreaterThanOrEqual(nowMs);
    expect(metrics).toMatchObject([
      { namespace: 'N', name: 'M', dimensions: { Pair: 'support' }, values: [1, 2], atMs: 5, unit: 'Count' },
      { namespace: 'N', name: 'M', dimensions: {}, values: [1, 2] },
    ]);
  });
});

describe('a cut network', () => {
  let other: Server;
  let otherPort = 0;
  beforeAll(async () => {
    other = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    otherPort = (other.address() as { port: number }).port;
  });
  afterAll(async () => {
    await new Promise((resolve) => other.close(resolve));
  });
  const cuts: Disposable[] = [];
  afterEach(() => {
    for (const cut of cuts.splice(0)) cut[Symbol.dispose]();
  });

  test('takes everything but AWS from the named function, and gives it back', async () => {
    expect(await call('connector', { port: otherPort })).toBe('connected');
    cuts.push(host.network.cut({ functionName: 'connector' }));
    expect(await call('connector', { port: otherPort })).toBe('ENETUNREACH');
    expect(await call('connector', { port })).toBe('connected');
    cuts.pop()?.[Symbol.dispose]();
    expect(await call('connector', { port: otherPort })).toBe('connected');
  });

  test('of another function changes nothing', async () => {
    cuts.push(host.network.cut({ functionName: 'sleeper' }));
    expect(await call('connector', { port: otherPort })).toBe('connected');
  });

  test('may take AWS as well, or one port only', async () => {
    cuts.push(host.network.cut({ port, includingAws: true }));
    expect(await call('connector', { port })).toBe('ENETUNREACH');
    expect(await call('connector', { port: otherPort })).toBe('connected');
  });

  test('may be silent, so that only the caller gives up', async () => {
    cuts.push(host.network.cut({ functionName: 'connector', how: 'silent' }));
    expect(await call('connector', { port: otherPort, waitMs: 500 })).toBe('silence');
  });

  test('also takes DNS questions', async () => {
    cuts.push(host.network.cut({ functionName: 'connector' }));
    expect(await call('connector', { port: otherPort, dns: true })).toBe('ETIMEOUT');
  });
});
