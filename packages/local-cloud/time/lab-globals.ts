// Switches a whole thread to lab time: patches the clocks and timers of this thread before anything else is imported.
// Not patched: certificate dates, node:dns's own patience, the cache of a real resolver, processor time.
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { labDate } from './lab-date.ts';
import { promisedTimers } from './lab-promised-timers.ts';
import { patchSocketTimeouts } from './lab-sockets.ts';
import { clearLabTimeout, LabTimeout } from './lab-timeout.ts';
import { followTime, type ThreadTime } from './thread-time.ts';
import type { Seat } from './time-words.ts';

type Task = (...parameters: unknown[]) => void;
type Clear = (handle?: unknown) => void;

const timerFunctions = (time: ThreadTime, sleep: unknown) => {
  const set =
    (repeats: boolean) =>
    (task: Task, delayMs?: unknown, ...rest: unknown[]): LabTimeout =>
      new LabTimeout(time, () => task(...rest), Number(delayMs) || 1, repeats);
  const clearWith =
    (real: Clear): Clear =>
    (handle) => {
      if (handle !== undefined && handle !== null && !clearLabTimeout(handle)) real(handle);
    };
  return {
    setTimeout: Object.assign(set(false), { [promisify.custom]: sleep }),
    setInterval: set(true),
    clearTimeout: clearWith(clearTimeout as Clear),
    clearInterval: clearWith(clearInterval as Clear),
  };
};

const signalTimeout =
  (time: ThreadTime) =>
  (delayMs: number): AbortSignal => {
    const controller = new AbortController();
    time.after(delayMs, () =>
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
    );
    return controller.signal;
  };

/** Patches this thread. Call once, before importing the code that is to run on lab time. */
export const takeSeat = (seat: Seat): ThreadTime => {
  const time = followTime(seat);
  const { sleep, repeat, wait } = promisedTimers(time);
  const functions = timerFunctions(time, sleep);
  const promised = process.getBuiltinModule('node:timers/promises');
  Object.assign(process.getBuiltinModule('node:timers'), functions);
  Object.assign(promised, { setTimeout: sleep, setInterval: repeat });
  Object.defineProperty(promised.scheduler, 'wait', { configurable: true, writable: true, value: wait });
  Object.assign(globalThis, { ...functions, Date: labDate(time.nowMs) });
  Object.defineProperty(performance, 'now', { configurable: true, value: () => time.nowMs() - seat.originMs });
  AbortSignal.timeout = signalTimeout(time);
  patchSocketTimeouts(time);
  syncBuiltinESMExports();
  return time;
};
