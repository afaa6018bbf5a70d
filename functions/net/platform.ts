// Everything outside a function except its AWS clients: network, time, randomness and log. Handlers get one platform
// and pass on what each part needs, so another platform can run the same product over another network and clock.
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

/** What a call and its timeout need. */
export type Outside = Pick<Platform, 'net' | 'clock'>;
