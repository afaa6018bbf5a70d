// The platform of the machine itself, for tests whose world is real: sockets on loopback, and real time.
import type { Clock } from '../../functions/contract/runtime/clock.ts';
import { systemPlatform } from '../../functions/net/system-platform.ts';

const nobodyReads = (): void => undefined;

export const machine = systemPlatform({ info: nobodyReads, warn: nobodyReads, error: nobodyReads });

/** A clock that shows what the test says; what waits on it waits as the machine does. */
export const clockShowing = (nowMs: () => number): Clock => ({ ...machine.clock, nowMs });
