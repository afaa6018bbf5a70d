// setTimeout, setInterval and AbortSignal.timeout on lab time.
import { promisify } from 'node:util';
import { clearLabTimeout, LabTimeout } from './lab-timeout.ts';
import type { ThreadTime } from './thread-time.ts';

type Task = (...parameters: unknown[]) => void;
type Clear = (handle?: unknown) => void;

/** `sleep` is what `promisify(setTimeout)` gives. */
export const timerFunctions = (time: ThreadTime, sleep: unknown) => {
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

export const signalTimeout =
  (time: ThreadTime) =>
  (delayMs: number): AbortSignal => {
    const controller = new AbortController();
    time.after(delayMs, () =>
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
    );
    return controller.signal;
  };
