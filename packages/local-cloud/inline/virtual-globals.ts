// Puts the globals of this thread on virtual time and seeded chance, for code that reads them itself: the interpreter's
// library, the SDK's retries. Node's own sockets and files are not on it; an inline lab has none.
import { seededRandom } from '../base/seeded-random.ts';
import { labDate } from '../time/lab-date.ts';
import { promisedTimers } from '../time/lab-promised-timers.ts';
import { signalTimeout, timerFunctions } from '../time/timer-functions.ts';
import { countedImmediates } from './drained-loop.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** At least 1 ms, as Node's own timers wait. */
const SHORTEST_MS = 1;

const TAKEN = [
  'setTimeout',
  'setInterval',
  'clearTimeout',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'Date',
] as const;

/** Until its disposal. Only one lab of a thread can have the globals. */
export const takeGlobals = (clock: VirtualClock, seed: number): Disposable => {
  const time = {
    nowMs: () => clock.nowMs(),
    after: (delayMs: number, task: () => void) => clock.after(Math.max(SHORTEST_MS, Math.ceil(delayMs)), task),
  };
  const originMs = clock.nowMs();
  const before = Object.fromEntries(TAKEN.map((name) => [name, globalThis[name]]));
  const realDate = globalThis.Date;
  const [chance, signalAfter] = [Math.random, AbortSignal.timeout];
  const ownNow = Object.getOwnPropertyDescriptor(performance, 'now');
  Object.assign(globalThis, {
    ...timerFunctions(time, promisedTimers(time).sleep),
    ...countedImmediates(),
    Date: labDate(time.nowMs),
  });
  Object.defineProperty(performance, 'now', { configurable: true, value: () => clock.nowMs() - originMs });
  AbortSignal.timeout = signalTimeout(time);
  Math.random = seededRandom(seed).next;
  return {
    [Symbol.dispose]: () => {
      Object.assign(globalThis, before);
      realDate.prototype.constructor = realDate;
      if (ownNow === undefined) Reflect.deleteProperty(performance, 'now');
      else Object.defineProperty(performance, 'now', ownNow);
      AbortSignal.timeout = signalAfter;
      Math.random = chance;
    },
  };
};
