// node:timers/promises on lab time. Source: https://nodejs.org/docs/latest-v24.x/api/timers.html#timers-promises-api
import type { ThreadTime } from './thread-time.ts';

interface Options {
  readonly signal?: AbortSignal;
}

const abortError = (signal: AbortSignal): Error =>
  Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });

export const promisedTimers = (time: ThreadTime) => {
  const sleep = <T>(delayMs = 1, value?: T, { signal }: Options = {}): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortError(signal));
        return;
      }
      const aborted = (): void => {
        timer[Symbol.dispose]();
        if (signal) reject(abortError(signal));
      };
      const timer = time.after(delayMs, () => {
        signal?.removeEventListener('abort', aborted);
        resolve(value);
      });
      signal?.addEventListener('abort', aborted, { once: true });
    });
  const repeat = async function* <T>(delayMs = 1, value?: T, options: Options = {}): AsyncGenerator<T | undefined> {
    for (;;) yield await sleep(delayMs, value, options);
  };
  return { sleep, repeat, wait: (delayMs: number, options?: Options) => sleep(delayMs, undefined, options) };
};
