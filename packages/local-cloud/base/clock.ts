// The lab's only clock. Everything in the lab (emulated AWS, interpreter, workers) reads it. Its time waits for a busy
// machine: it advances only after every participating thread has had its turn
// (packages/local-cloud/time/time-keeper.ts).

import { type ThreadSeat, timeKeeper } from '../time/time-keeper.ts';
import { NEVER } from '../time/time-words.ts';

/** Lab time. All durations are lab milliseconds. */
export interface LabClock {
  /** Lab time now, ms since 1970. */
  nowMs(): number;
  /** Runs `task` once after that many lab ms, unless disposed before. A task more than 24 days away never runs. */
  after(delayMs: number, task: () => void): Disposable;
  /** Resolves after that many lab ms; rejects with the signal's reason when aborted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that other threads can share. */
export interface ThreadClock extends LabClock, Disposable {
  /** Adds a place for one more thread, which receives `seat` when it starts. */
  seat(): ThreadSeat;
}

const clockOf = (pace: number | 'free'): ThreadClock => {
  const keeper = timeKeeper(Date.now(), pace);
  const add = (delayMs: number, task: () => void): Disposable => {
    const dueMs = keeper.nowMs() + Math.max(0, delayMs);
    // No lab runs that long.
    return dueMs < NEVER ? keeper.timers.add(dueMs, task) : { [Symbol.dispose]: () => undefined };
  };
  return {
    nowMs: () => keeper.originMs + keeper.nowMs(),
    after: add,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        keeper.holding(true);
        const done = (): void => {
          keeper.holding(false);
          signal?.removeEventListener('abort', aborted);
        };
        const aborted = (): void => {
          timer[Symbol.dispose]();
          done();
          reject(signal?.reason);
        };
        const timer = add(delayMs, () => {
          done();
          resolve();
        });
        signal?.addEventListener('abort', aborted, { once: true });
      }),
    seat: () => keeper.seat(),
    [Symbol.dispose]: () => keeper[Symbol.dispose](),
  };
};

/**
 * A clock that runs at most `scale` (1 to 10) times as fast as the machine's, at a pace that a person can watch.
 * @example using clock = scaledClock(10);
 */
export const scaledClock = (scale: number): ThreadClock => {
  if (!(scale >= 1 && scale <= 10))
    throw new RangeError(`time scale ${scale}: allowed are 1 to 10, so that a person can follow`);
  return clockOf(scale);
};

/**
 * A clock that runs as fast as the machine works: where nothing happens, time costs nothing. To be disposed.
 * @example
 * using clock = freeClock();
 * await clock.sleep(3_600_000); // an hour of lab time
 */
export const freeClock = (): ThreadClock => clockOf('free');

/** A signal that aborts after that many lab ms, as AbortSignal.timeout does in real time. */
export const deadlineOf = (clock: LabClock, delayMs: number): AbortSignal & Disposable => {
  const controller = new AbortController();
  const timer = clock.after(delayMs, () =>
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
  );
  return Object.assign(controller.signal, { [Symbol.dispose]: () => timer[Symbol.dispose]() });
};
