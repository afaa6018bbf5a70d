// How fast Twinbox calls an appliance. Its limit counts all calls of an account, so concurrent calls share one pace,
// and if the appliance throttles one of them, all others wait too.
// Source: the Command API 2.0.0 specification, 20 calls a second and 15,000 an hour for each API account.
import type { Clock } from '../../../contract/runtime/clock.ts';

/** Half of what the appliance allows: another function may use the same account at the same time. */
const MOST_A_SECOND = 10;
const SECOND_MS = 1_000;

/** The turns of one account at one appliance. */
export interface Turns {
  /** Waits until this call may go out; returns early, without a failure, once the signal aborts. */
  next(signal: AbortSignal): Promise<void>;
  /** Delays all calls by that time. */
  hold(waitMs: number): void;
}

export type CallPace = (account: string) => Turns;

/** Turns that never wait, for single calls. */
export const AT_ONCE: Turns = { next: async () => undefined, hold: () => undefined };

/** Returns early, without a failure, once the signal aborts: the call itself then reports the timeout. */
const sleepWithin = async (clock: Clock, waitMs: number, signal: AbortSignal): Promise<void> => {
  try {
    await clock.sleep(waitMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

const turnsOf = (clock: Clock): Turns => {
  let planned: number[] = [];
  let heldUntilMs = 0;
  return {
    next: async (signal) => {
      const nowMs = clock.monotonicMs();
      const freeMs = planned.length < MOST_A_SECOND ? nowMs : (planned[0] ?? nowMs) + SECOND_MS;
      // Reserves the slot before the wait, so that the next call counts from here.
      const atMs = Math.max(nowMs, heldUntilMs, freeMs);
      planned = [...planned, atMs].slice(-MOST_A_SECOND);
      if (atMs > nowMs) await sleepWithin(clock, atMs - nowMs, signal);
    },
    hold: (waitMs) => {
      heldUntilMs = Math.max(heldUntilMs, clock.monotonicMs() + waitMs);
    },
  };
};

export const callPace = (clock: Clock): CallPace => {
  const known = new Map<string, Turns>();
  return (account) => {
    const turns = known.get(account) ?? turnsOf(clock);
    known.set(account, turns);
    return turns;
  };
};
