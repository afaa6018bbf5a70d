// What a real SDK client meets in place of a socket: answers, deadlines, lost connections, and its own end.
import { ConnectionLost } from '../../aws/faults.ts';
import type { HandleRequest } from '../../aws/listener.ts';
import { readAll, type WireRequest } from '../../aws/wire/wire.ts';
import { type DirectHandlerOptions, directHandler, type SdkRequest } from '../../inline/direct-handler.ts';
import { virtualClock } from '../../inline/virtual-clock.ts';

const REQUEST: SdkRequest = {
  method: 'POST',
  protocol: 'http:',
  hostname: '127.0.0.1',
  port: 9,
  path: '/bucket/key',
  query: { 'list-type': '2', tag: ['a', 'b'], empty: null },
  headers: { 'X-Amz-Date': 'now' },
  body: 'Zürich',
};
const LATENCY_MS = 10;
const never = (): Promise<never> => new Promise(() => undefined);

const stage = (handle: HandleRequest, more: Partial<DirectHandlerOptions> = {}) => {
  const clock = virtualClock(0);
  const handler = directHandler({ clock, handle, latencyMs: () => LATENCY_MS, ...more });
  return { clock, handler, [Symbol.dispose]: () => clock[Symbol.dispose]() };
};
const answers: HandleRequest = async () => ({ status: 200, headers: { etag: '"1"' }, body: 'here' });

/** Whether it has settled by then. */
const settlesWithin = async (clock: { sleep(ms: number): Promise<void> }, work: Promise<unknown>, ms: number) => {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  work.then(settle, settle);
  await clock.sleep(ms);
  return settled;
};

describe('a request without a socket', () => {
  test('arrives as it is and is answered after both ways', async () => {
    const got: WireRequest[] = [];
    const bodies: string[] = [];
    using on = stage(async (request) => {
      got.push(request);
      bodies.push(Buffer.from(await readAll(request.body)).toString());
      return answers(request);
    });
    const { response } = await on.handler.handle(REQUEST);
    expect([got[0]?.method, got[0]?.url.href, got[0]?.headers, bodies]).toEqual([
      'POST',
      'http://127.0.0.1:9/bucket/key?list-type=2&tag=a&tag=b&empty=',
      { 'x-amz-date': 'now' },
      ['Zürich'],
    ]);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toEqual({ etag: '"1"', date: new Date(0).toUTCString() });
    expect(Buffer.from(await readAll(response.body)).toString()).toBe('here');
    expect(on.clock.nowMs()).toBe(2 * LATENCY_MS);
  });

  test('gets no body to HEAD', async () => {
    using on = stage(answers);
    const { response } = await on.handler.handle({ ...REQUEST, method: 'HEAD' });
    expect(await readAll(response.body)).toHaveLength(0);
  });

  test('ends at its timeout, as the SDK’s own handler ends it', async () => {
    using on = stage(never, { requestTimeout: 300 });
    await expect(on.handler.handle(REQUEST)).rejects.toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
    expect(on.clock.nowMs()).toBe(300);
  });

  test('leaves no timer behind when it was answered in time', async () => {
    using on = stage(answers, { requestTimeout: 300 });
    await on.handler.handle(REQUEST);
    await on.clock.sleep(1_000);
    // Two ways and our own sleep.
    expect(on.clock.steps).toBe(3);
  });

  test('ends with its caller, also one who had already gone', async () => {
    using on = stage(never);
    const stop = new AbortController();
    const call = on.handler.handle(REQUEST, { abortSignal: stop.signal });
    const outcome = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    stop.abort();
    await outcome;
    await expect(on.handler.handle(REQUEST, { abortSignal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  test('whose answer is lost sees a reset', async () => {
    using on = stage(async () => {
      throw new ConnectionLost();
    });
    await expect(on.handler.handle(REQUEST)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('passes on a fault of the emulator', async () => {
    using on = stage(async () => {
      throw new RangeError('a bug');
    });
    await expect(on.handler.handle(REQUEST)).rejects.toThrow('a bug');
  });

  test('without a route fails at once, in a black hole at its timeout', async () => {
    let asked = 0;
    const counted: HandleRequest = (request) => {
      asked += 1;
      return answers(request);
    };
    using cut = stage(counted, { cut: () => 'unreachable' });
    await expect(cut.handler.handle(REQUEST)).rejects.toMatchObject({ code: 'ENETUNREACH' });
    expect(cut.clock.nowMs()).toBe(LATENCY_MS);
    using silent = stage(counted, { cut: () => 'silent', requestTimeout: 300 });
    await expect(silent.handler.handle(REQUEST)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(asked).toBe(0);
  });

  test.each<[string, HandleRequest]>([
    ['an answer', answers],
    ['a failure', () => Promise.reject(new ConnectionLost())],
    ['a timeout', never],
  ])('never settles for a caller that was ended: %s', async (_what, handle) => {
    let alive = true;
    using on = stage(handle, { alive: () => alive, requestTimeout: 300 });
    const call = on.handler.handle(REQUEST);
    alive = false;
    expect(await settlesWithin(on.clock, call, 1_000)).toBe(false);
  });
});
