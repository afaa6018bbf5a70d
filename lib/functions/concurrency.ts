// How many copies of each function may run at once for one pair. Synth prints this, and reserves it if the settings say
// so.
import { FUNCTIONS, type FunctionName } from '../../functions/contract/runtime/functions.ts';

/** Extra copies for functions that operators and several triggers may call at once. */
const ASKED_BY_PEOPLE: readonly FunctionName[] = ['begin', 'operate', 'halt', 'close-out'];

/**
 * Functions that a schedule calls every minute; test/lib/concurrency compares them with the template. A newer watcher
 * takes over from the older one after its first round; a stalled one ends after two and a half minutes.
 */
export const BY_THE_CLOCK: Partial<Record<FunctionName, number>> = {
  watch: 4,
  inspect: 3,
  reconcile: 3,
  'read-power': 3,
};

/** Copies to reserve for one function of a pair, including one that outlived its task and one ping. */
export const reservedFor = (verb: FunctionName): number =>
  BY_THE_CLOCK[verb] ?? (verb === 'capture' ? 2 : 1) + (ASKED_BY_PEOPLE.includes(verb) ? 5 : 2);

/** A recovery, a capture, a read-back, a check of readiness and a close-out. */
const BESIDE_THE_CLOCK = 5;

/**
 * The most functions that run at once for one pair. For each scheduled function, one copy is for a call that outlived
 * its time.
 */
export const AT_ONCE = Object.values(BY_THE_CLOCK).reduce((total, copies) => total + copies - 1, BESIDE_THE_CLOCK);

/** Concurrency reserved for one pair. */
export const RESERVED = FUNCTIONS.reduce((total, { verb }) => total + reservedFor(verb), 0);

/** Lambda keeps this much of an account's concurrency unreserved, and refuses a deployment that would leave less. */
export const UNRESERVED = 100;
