// Time that moves by itself, and only when nothing else is left to do.
import { deadlineOf } from '../../base/clock.ts';
import { type VirtualClock, virtualClock } from '../../inline/virtual-clock.ts';
import { takeGlobals } from '../../inline/virtual-globals.ts';

const ORIGIN_MS = Date.UTC(2026, 0, 15, 9);
const YEAR_MS = 365 * 86_400_000;

/** Notes what happens, each with its time since the origin. */
const noting = (clock: VirtualClock) => {
  const notes: string[] = [];
  return { notes, note: (what: string) => void notes.push(`${clock.nowMs() - ORIGIN_MS} ${what}`) };
};

describe('the virtual clock', () => {
  test('runs timers in the order in which they are due, equal ones in that in which they were set', async () => {
    using clock = virtualClock(ORIGIN_MS);
    const { notes, note } = noting(clock);
    clock.after(20, () => note('c'));
    clock.after(10, () => note('a'));
    clock.after(10, () => note('b'));
    clock.after(-5, () => note('past'));
    await clock.sleep(30);
    expect(notes).toEqual(['0 past', '10 a', '10 b', '20 c']);
    expect(clock.steps).toBe(5);
  });

  test('works off what a timer wakes before the next one, also at the same time', async () => {
    using clock = virtualClock(ORIGIN_MS);
    const { notes, note } = noting(clock);
    clock.after(10, () => {
      setImmediate(() => Promise.resolve().then(() => note('woken')));
    });
    clock.after(10, () => note('next'));
    await clock.sleep(11);
    expect(notes).toEqual(['10 woken', '10 next']);
  });

  test('does not run what an earlier timer of the same time disposed of', async () => {
    using clock = virtualClock(ORIGIN_MS);
    const { notes, note } = noting(clock);
    clock.after(10, () => second[Symbol.dispose]());
    const second = clock.after(10, () => note('disposed'));
    clock.after(10, () => note('third'));
    await clock.sleep(11);
    expect(notes).toEqual(['10 third']);
  });

  test('sleeps a year at once', async () => {
    using clock = virtualClock(ORIGIN_MS);
    await clock.sleep(YEAR_MS);
    expect(clock.nowMs()).toBe(ORIGIN_MS + YEAR_MS);
  });

  test('waits for immediates within immediates', async () => {
    using clock = virtualClock(ORIGIN_MS);
    using _globals = takeGlobals(clock, 1);
    const { notes, note } = noting(clock);
    const nest = (depth: number): void => {
      if (depth === 0) note('innermost');
      else setImmediate(() => nest(depth - 1));
    };
    clock.after(1, () => note('timer'));
    nest(50);
    await clock.sleep(2);
    expect(notes).toEqual(['0 innermost', '1 timer']);
  });

  test('does not wait for an immediate that was cleared', async () => {
    using clock = virtualClock(ORIGIN_MS);
    using _globals = takeGlobals(clock, 1);
    const { notes, note } = noting(clock);
    clearImmediate(setImmediate(() => note('cleared')));
    await clock.sleep(1);
    expect(notes).toEqual([]);
  });

  test('stands while work outside of the thread is under way', async () => {
    using clock = virtualClock(ORIGIN_MS);
    const { notes, note } = noting(clock);
    const work = Promise.withResolvers<string>();
    const done = clock.during(work.promise);
    clock.after(5, () => note('timer'));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(notes).toEqual([]);
    work.resolve('given');
    expect(await done).toBe('given');
    note('work');
    await clock.sleep(6);
    expect(notes).toEqual(['0 work', '5 timer']);
  });

  test('moves on when that work fails', async () => {
    using clock = virtualClock(ORIGIN_MS);
    await expect(clock.during(Promise.reject(new Error('no work')))).rejects.toThrow('no work');
    await clock.sleep(5);
    expect(clock.nowMs()).toBe(ORIGIN_MS + 5);
  });

  test('ends a sleep with its signal, at that time', async () => {
    using clock = virtualClock(ORIGIN_MS);
    await expect(clock.sleep(1_000, deadlineOf(clock, 10))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(clock.nowMs()).toBe(ORIGIN_MS + 10);
    await expect(clock.sleep(1, AbortSignal.abort('reason'))).rejects.toBe('reason');
  });

  test('runs no timer that is set after its end', async () => {
    const clock = virtualClock(ORIGIN_MS);
    clock[Symbol.dispose]();
    const { notes, note } = noting(clock);
    clock.after(1, () => note('too late'));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(notes).toEqual([]);
  });
});
