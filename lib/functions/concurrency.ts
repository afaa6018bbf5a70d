// How many copies of each function may run at once, from the number of pairs. Printed at synth, and reserved where the settings say so.
import { FUNCTIONS, type FunctionName } from '../../functions/contract/runtime/functions.ts';

/** Asked by people and by several triggers at once: as many more than the recoveries need. */
const ASKED_BY_PEOPLE: readonly FunctionName[] = ['begin', 'operate', 'halt', 'close-out'];

/**
 * Called by a schedule that serves all pairs; test/lib/concurrency holds it to the schedules of the template. A younger watcher relieves the
 * older one after its first round; a stalled one ends after two and a half minutes.
 */
export const BY_THE_CLOCK: Partial<Record<FunctionName, number>> = { watch: 4, inspect: 3, reconcile: 3, 'read-power': 3 };

/** Copies to reserve for one function, with room for one that outlived its task and one ping. */
export const reservedFor = (verb: FunctionName, pairs: number): number =>
  BY_THE_CLOCK[verb] ?? (verb === 'capture' ? 2 * pairs : pairs) + (ASKED_BY_PEOPLE.includes(verb) ? 5 : 2);

/** Functions that really run at once at the worst: the clock's, and for each pair a recovery, a capture, a read-back and a close-out. */
export const atOnce = (pairs: number): number =>
  // One copy of each is room for a call that outlived its time.
  Object.values(BY_THE_CLOCK).reduce((total, copies) => total + copies - 1, 0) + 4 * pairs;

/** What is reserved in all. */
export const reservedInAll = (pairs: number): number =>
  FUNCTIONS.reduce((total, { verb }) => total + reservedFor(verb, pairs), 0);

/** Lambda keeps so many of an account's concurrency unreserved, and refuses a deployment that would leave fewer. */
export const UNRESERVED = 100;
