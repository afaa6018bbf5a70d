// A sandbox in this thread: its cold start, what it answers, and that nothing of it settles after its end.
import type { FunctionDefinition } from '../../host/functions/function-definition.ts';
import type { NetworkCut } from '../../host/functions/network-cut.ts';
import type { InvocationContext } from '../../host/functions/worker-protocol.ts';
import { type Handler, inlineSandboxes, type LoadFunction, type SandboxView } from '../../inline/inline-sandbox.ts';
import { virtualClock } from '../../inline/virtual-clock.ts';

const COLD_START_MS = 400;
const DEADLINE_MS = 5_000;
const TIMED_OUT = { errorType: 'Sandbox.Timedout', errorMessage: 'timed out' };

const stage = (load: LoadFunction) => {
  const clock = virtualClock(0);
  const views: SandboxView[] = [];
  const start = inlineSandboxes({
    clock,
    coldStartMs: () => COLD_START_MS,
    load: (view) => {
      views.push(view);
      return load(view);
    },
  });
  const sandbox = start({
    definition: { name: 'observe' } as FunctionDefinition,
    environment: { AWS_REGION: 'eu-west-1' },
    cuts: [],
    onOutput: () => undefined,
  });
  const invoke = (payload: unknown) =>
    sandbox.invoke('1', JSON.stringify(payload), { awsRequestId: '1' } as InvocationContext, DEADLINE_MS);
  return { clock, sandbox, views, invoke, [Symbol.dispose]: () => clock[Symbol.dispose]() };
};
const running = (handler: Handler) => stage(() => handler);

describe('a sandbox in this thread', () => {
  test('loads its code once, after a cold start', async () => {
    using on = running((event) => event);
    expect(on.views).toHaveLength(0);
    await on.sandbox.ready;
    expect(on.clock.nowMs()).toBe(COLD_START_MS);
    await on.invoke({ nth: 1 });
    expect(await on.invoke({ nth: 2 })).toEqual({ kind: 'answer', payload: '{"nth":2}' });
    expect(on.views.map(({ definition, environment }) => [definition.name, environment.AWS_REGION])).toEqual([
      ['observe', 'eu-west-1'],
    ]);
    expect(on.clock.nowMs()).toBe(COLD_START_MS);
  });

  test('waits for its cold start when it is invoked before', async () => {
    using on = running(() => undefined);
    expect(await on.invoke({})).toEqual({ kind: 'answer', payload: 'null' });
    expect(on.clock.nowMs()).toBe(COLD_START_MS);
  });

  test('tells the handler what time remains, cold start included', async () => {
    using on = running(async (_event, context) => {
      const { getRemainingTimeInMillis } = context as { getRemainingTimeInMillis(): number };
      const before = getRemainingTimeInMillis();
      await on.clock.sleep(600);
      return [before, getRemainingTimeInMillis()];
    });
    expect(await on.invoke({})).toEqual({ kind: 'answer', payload: '[4600,4000]' });
  });

  test('names faults as Lambda does', async () => {
    using on = running((event) => {
      const { how } = event as { how: string };
      if (how === 'text') throw 'just text';
      throw Object.assign(new Error('standby is stale'), { name: 'StaleBackup' });
    });
    expect(await on.invoke({ how: 'error' })).toMatchObject({
      kind: 'fault',
      fault: { errorType: 'StaleBackup', errorMessage: 'standby is stale', trace: expect.any(Array) },
    });
    expect(await on.invoke({ how: 'text' })).toMatchObject({
      fault: { errorType: 'string', errorMessage: 'just text' },
    });
    expect(on.sandbox.alive).toBe(true);
  });

  test('is no use when its code does not load, and says why', async () => {
    using on = stage(() => {
      throw new TypeError('no such module');
    });
    expect(await on.sandbox.ready).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such module' });
    expect(on.sandbox.alive).toBe(false);
  });

  test('answers with the fault when it is ended, and never with what the code brings later', async () => {
    const brought: string[] = [];
    using on = running(async () => {
      await on.clock.sleep(1_000);
      brought.push('later');
      return 'too late';
    });
    const answers: unknown[] = [];
    const answered = on.invoke({}).then((answer) => answers.push(answer));
    await on.clock.sleep(COLD_START_MS + 500);
    expect(on.views[0]?.alive()).toBe(true);
    on.sandbox.end(TIMED_OUT);
    await answered;
    await on.clock.sleep(2_000);
    expect([answers, brought]).toEqual([[{ kind: 'fault', fault: TIMED_OUT }], ['later']]);
    expect([on.sandbox.alive, on.views[0]?.alive()]).toEqual([false, false]);
  });

  test('is ended with its lab', async () => {
    using on = running(() => new Promise(() => undefined));
    const answer = on.invoke({});
    await on.sandbox[Symbol.asyncDispose]();
    expect(await answer).toMatchObject({ kind: 'fault', fault: { errorType: 'Runtime.ExitError' } });
  });

  test('shows the code the network cuts of the moment', async () => {
    using on = running(() => undefined);
    await on.sandbox.ready;
    const cuts: NetworkCut[] = [{ address: '192.0.2.1' }];
    expect(on.views[0]?.cuts()).toEqual([]);
    on.sandbox.setCuts(cuts);
    expect(on.views[0]?.cuts()).toEqual(cuts);
  });
});
