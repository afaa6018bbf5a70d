// How many copies of each function may run at once for one pair. Printed at synth, and reserved where the settings say so.
import { FUNCTIONS, type FunctionName } from '../../functions/contract/runtime/functions.ts';

/** Asked by people and by several triggers at once: as many more than the recovery needs. */
const ASKED_BY_PEOPLE: readonly FunctionName[] = ['begin', 'operate', 'halt', 'close-out'];

/**
 * Called by a schedule every minute; test/lib/concurrency holds it to the schedules of the template. A younger watcher relieves the
 * older one after its first round; a stalled one ends after two and a half minutes.
 */
export const BY_THE_CLOCK: Partial<Record<FunctionName, number>> = { watch: 4, inspect: 3, reconcile: 3, 'read-power': 3 };

/** Copies to reserve for one function of a pair, with room for one that outlived its task and one ping. */
export const reservedFor = (verb: FunctionName): number =>
  BY_THE_CLOCK[verb] ?? (verb === 'capture' ? 2 : 1) + (ASKED_BY_PEOPLE.includes(verb) ? 5 : 2);

/** A recovery, a capture, a read-back and a close-out. */
const BESIDE_THE_CLOCK = 4;

/** Functions that really run at once for one pair at the worst. One copy of each of the clock's is room for a call that outlived its time. */
export const AT_ONCE = Object.values(BY_THE_CLOCK).reduce((total, copies) => total + copies - 1, BESIDE_THE_CLOCK);

/** What is reserved for one pair. */
export const RESERVED = FUNCTIONS.reduce((total, { verb }) => total + reservedFor(verb), 0);

/** Lambda keeps so many of an account's concurrency unreserved, and refuses a deployment that would leave fewer. */
export const UNRESERVED = 100;
