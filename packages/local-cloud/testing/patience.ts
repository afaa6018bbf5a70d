// How a test waits for what happens in real time: for a condition, never for a time. The bounds are guards against a
// hang, so far away that no machine is too slow for them.
import { setTimeout as pause } from 'node:timers/promises';

/** Nothing that a test waits for takes this long on any machine. */
export const HANG_GUARD_MS = 300_000;

/** A signal that only ends what hangs. */
export const soon = (): AbortSignal => AbortSignal.timeout(HANG_GUARD_MS);

const PAUSE_MS = 5;

/** Waits until the condition is true. @throws with `what` when it never is */
export const eventually = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  for (let tries = 0; tries < HANG_GUARD_MS / PAUSE_MS; tries += 1) {
    if (await holds()) return;
    await pause(PAUSE_MS);
  }
  throw new Error(`never came: ${what}`);
};

/**
 * Deadlines for what is ended by one: a short one first, and longer ones for machines on which that ended something
 * earlier.
 */
const DEADLINES_MS = [300, 1_200, 5_000, 20_000, HANG_GUARD_MS];

/** What comes of it under the shortest deadline that was long enough: one that was not ends as `early` says. */
export const withDeadline = async <T>(
  run: (deadlineMs: number) => Promise<T>,
  early: (result: T) => boolean,
): Promise<T> => {
  for (const deadlineMs of DEADLINES_MS) {
    const result = await run(deadlineMs);
    if (!early(result)) return result;
  }
  throw new Error('every deadline was too early');
};

const MANY_TURNS = 500;

/**
 * Whether nothing comes of it while this event loop turns many times: what loopback has to say is there after a few.
 */
export const isSilent = async (answer: Promise<unknown>): Promise<boolean> => {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  answer.then(settle, settle);
  for (let nth = 0; nth < MANY_TURNS && !settled; nth += 1) await new Promise((resolve) => setImmediate(resolve));
  return !settled;
};
