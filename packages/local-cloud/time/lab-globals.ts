// Switches a whole thread to lab time: patches the clocks and timers of this thread before anything else is imported.
// Not patched: certificate dates, node:dns's own patience, the cache of a real resolver, processor time.
import { syncBuiltinESMExports } from 'node:module';
import { labDate } from './lab-date.ts';
import { promisedTimers } from './lab-promised-timers.ts';
import { patchSocketTimeouts } from './lab-sockets.ts';
import { followTime, type ThreadTime } from './thread-time.ts';
import type { Seat } from './time-words.ts';
import { signalTimeout, timerFunctions } from './timer-functions.ts';

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
