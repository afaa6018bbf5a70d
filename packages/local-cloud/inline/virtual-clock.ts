// Virtual time for a lab that runs in one thread. Time moves only when everything that was ready has been worked off,
// and then at once to the next timer: the same seed gives the same history on any machine, however slow.
import type { LabClock } from '../base/clock.ts';
import { type TimerQueue, timerQueue } from '../time/timer-queue.ts';
import { loopHasDrained } from './drained-loop.ts';

export interface VirtualClock extends LabClock, Disposable {
  /** Time stands while the promise is pending: for work that Node does outside of this thread. */
  during<T>(work: Promise<T>): Promise<T>;
  /** How many timers have run. */
  readonly steps: number;
}

/** More timers than any history has: a loop that never ends is found instead of waited for. */
const MOST_STEPS = 50_000_000;

/** @param originMs where time begins, ms since 1970 */
export const virtualClock = (originMs: number): VirtualClock => {
  let nowMs = 0;
  let steps = 0;
  let standing = 0;
  let running = false;
  let ended = false;
  const timers: TimerQueue = timerQueue(() => start());

  const canMove = (): boolean => !ended && standing === 0 && timers.nextDueMs !== undefined;
  const run = async (): Promise<void> => {
    while (canMove()) {
      await loopHasDrained();
      if (!canMove()) break;
      const dueMs = timers.nextDueMs ?? nowMs;
      nowMs = Math.max(nowMs, dueMs);
      // One by one: what the first one wakes may dispose of the second.
      for (const task of timers.takeDue(nowMs)) {
        if (ended) break;
        steps += 1;
        task();
        await loopHasDrained();
      }
      if (steps > MOST_STEPS) throw new RangeError(`more than ${MOST_STEPS} timers in one history`);
    }
    running = false;
  };
  const start = (): void => {
    if (running || !canMove()) return;
    running = true;
    void run();
  };
  const after = (delayMs: number, task: () => void): Disposable => {
    if (ended) return { [Symbol.dispose]: () => undefined };
    return timers.add(nowMs + Math.max(0, delayMs), task);
  };
  return {
    nowMs: () => originMs + nowMs,
    after,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const aborted = (): void => {
          timer[Symbol.dispose]();
          reject(signal?.reason);
        };
        const timer = after(delayMs, () => {
          signal?.removeEventListener('abort', aborted);
          resolve();
        });
        signal?.addEventListener('abort', aborted, { once: true });
      }),
    async during(work) {
      standing += 1;
      try {
        return await work;
      } finally {
        standing -= 1;
        start();
      }
    },
    get steps() {
      return steps;
    },
    [Symbol.dispose]: () => {
      ended = true;
    },
  };
};
