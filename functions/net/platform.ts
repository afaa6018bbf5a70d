// All that a function reaches outside itself, beside its AWS clients: network, time, chance and log. Handlers are given one and hand on
// what each part needs, so whoever brings another platform runs the same product in another time and over another network.
import type { Clock } from '../contract/runtime/clock.ts';
import type { Log } from '../contract/runtime/log.ts';
import type { Random } from '../contract/runtime/random.ts';
import type { Net } from './net.ts';

export interface Platform {
  readonly net: Net;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What asks somebody and waits for the answer. */
export type Outside = Pick<Platform, 'net' | 'clock'>;
