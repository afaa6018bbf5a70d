// Lab time yields: it moves on only after everybody who takes part has had a turn, and costs nothing where nobody does
// anything.
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { deadlineOf, freeClock, scaledClock, type ThreadClock } from '../../base/clock.ts';

/** A thread on the clock's time. `does` waits for its answer, as the host of functions does. */
const threadOn = async (clock: ThreadClock) => {
  const flag = new SharedArrayBuffer(4);
  const place = clock.seat();
  place.takePart(true);
  const worker = new Worker(new URL('./fixtures/seated-thread.ts', import.meta.url), {
    workerData: { seat: place.seat, flag },
    execArgv: ['--no-warnings'],
  });
  await once(worker, 'message');
  place.takePart(false);
  const does = async (task: string): Promise<unknown> => {
    const answered = once(worker, 'message') as Promise<[{ answer: unknown }]>;
    place.takePart(true);
    worker.postMessage(task);
    const [{ answer }] = await answered;
    place.takePart(false);
    return answer;
  };
  return {
    ...{ place, worker, does },
    letGo: () => Atomics.store(new Int32Array(flag), 0, 1),
    [Symbol.asyncDispose]: async () => {
      await worker.terminate();
      place[Symbol.dispose]();
    },
  };
};

const turns = async (count: number): Promise<void> => {
  for (let nth = 0; nth < count; nth += 1) await turn();
};

describe('a thread that gets no turn', () => {
  test('stops the time of the whole lab, for as long as it takes', async () => {
    using clock = freeClock();
    await using thread = await threadOn(clock);
    const answered = thread.does('starve');
    let slept = false;
    const sleeping = clock.sleep(10).then(() => {
      slept = true;
    });
    // What had been granted before it began to starve may still arrive.
    await turns(100);
    const standing = clock.nowMs();
    await turns(2_000);
    expect([clock.nowMs() - standing, slept]).toEqual([0, false]);
    thread.letGo();
    await expect(answered).resolves.toBe('let go');
    await sleeping;
    expect(clock.nowMs()).toBeGreaterThan(standing);
  });

  test('does not hold it any more once it has been ended', async () => {
    using clock = freeClock();
    await using thread = await threadOn(clock);
    void thread.does('starve');
    await turns(100);
    thread.place.takePart(false);
    await clock.sleep(60_000);
    thread.letGo();
  });

  test('holds nothing while it takes no part, and its timers wait until it does', async () => {
    using clock = freeClock();
    await using thread = await threadOn(clock);
    const setMs = Number(await thread.does('wake'));
    await clock.sleep(60_000);
    const late = once(thread.worker, 'message') as Promise<[{ late: number }]>;
    thread.place.takePart(true);
    const [{ late: firedMs }] = await late;
    expect(firedMs - setMs).toBeGreaterThanOrEqual(60_000);
  });
});

describe('a thread on lab time', () => {
  test('runs its timers in order, each as a task of its own, unless they were cleared', async () => {
    using clock = freeClock();
    await using thread = await threadOn(clock);
    await expect(thread.does('order')).resolves.toEqual(['10', '20', 'microtask of 20', '20 too', '30']);
  });

  test('has every timer of Node on it, to within some turns of two event loops', async () => {
    using clock = freeClock();
    await using thread = await threadOn(clock);
    const durations = (await thread.does('durations')) as Record<string, number>;
    expect(Object.keys(durations)).toHaveLength(8);
    for (const [what, ms] of Object.entries(durations)) {
      expect([what, ms >= 5_000, ms < 5_500]).toEqual([what, true, true]);
    }
  });

  test('refreshes and aborts', async () => {
    using clock = freeClock();
    await using thread = await threadOn(clock);
    expect(Number(await thread.does('refreshed'))).toBeGreaterThanOrEqual(1_600);
    await expect(thread.does('aborted')).resolves.toBe('AbortError');
  });
});

describe('a free clock', () => {
  test('leaps over days in which nothing happens', async () => {
    using clock = freeClock();
    const beganMs = clock.nowMs();
    await clock.sleep(3 * 86_400_000);
    expect(clock.nowMs() - beganMs).toBe(3 * 86_400_000);
  });

  test('runs tasks in the order in which they fall due, and none that was disposed', async () => {
    using clock = freeClock();
    const ran: number[] = [];
    for (const ms of [300, 100, 200, 100]) clock.after(ms, () => ran.push(ms));
    clock.after(150, () => ran.push(-1))[Symbol.dispose]();
    await clock.sleep(1_000);
    expect(ran).toEqual([100, 100, 200, 300]);
  });

  test('a sleep ends with its signal, and a deadline aborts as AbortSignal.timeout does', async () => {
    using clock = freeClock();
    using deadline = deadlineOf(clock, 5_000);
    const beganMs = clock.nowMs();
    await expect(clock.sleep(60_000, deadline)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(clock.nowMs() - beganMs).toBe(5_000);
    await expect(clock.sleep(1, AbortSignal.abort('over'))).rejects.toBe('over');
  });

  test('lets what is more than its own life away wait for ever', async () => {
    using clock = freeClock();
    let ran = false;
    clock.after(31 * 86_400_000, () => {
      ran = true;
    });
    await clock.sleep(86_400_000);
    expect(ran).toBe(false);
  });
});

describe('a scaled clock', () => {
  test('is never faster than its pace', async () => {
    using clock = scaledClock(10);
    const beganMs = performance.now();
    await clock.sleep(2_000);
    // A quantum ahead at most.
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(190);
  });

  test('goes on while nobody waits for it', async () => {
    using clock = scaledClock(10);
    const beganMs = clock.nowMs();
    for (const realMs = performance.now(); performance.now() - realMs < 20; ) await turn();
    expect(clock.nowMs() - beganMs).toBeGreaterThanOrEqual(150);
  });

  test.each([0, 0.5, 11, Number.NaN])('refuses a pace of %d', (scale) => {
    expect(() => scaledClock(scale)).toThrow('allowed are 1 to 10');
  });
});
