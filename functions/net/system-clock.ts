// The clock of the machine, and the one way in which a function sleeps. Everything else gets the time as an argument.
import type { Clock } from '../contract/runtime/clock.ts';

export const systemClock: Clock = { nowMs: () => Date.now() };

/** Sleeps until that time of day, in ms since 1970; not at all where it has passed. */
export const sleepUntil = (timeMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, timeMs - Date.now()));
  });
