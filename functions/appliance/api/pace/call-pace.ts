// How fast we ask an appliance: its limit counts all calls of an account, so calls that run beside one another share one pace, and
// where the appliance asks one of them for patience, all others wait as well.
// Source: the Command API 2.0.0 specification, 20 calls a second and 15,000 an hour for each API account.
import type { Clock } from '../../../contract/runtime/clock.ts';

/** Half of what the appliance allows: another function may ask with the same account at the same time. */
const MOST_A_SECOND = 10;
const SECOND_MS = 1_000;

/** The turns of one account at one appliance. */
export interface Turns {
  /** Waits until this call may go out; ends early, without a failure, where the signal does. */
  next(signal: AbortSignal): Promise<void>;
  /** Nobody's turn comes within that time. */
  hold(waitMs: number): void;
}

export type CallPace = (account: string) => Turns;

/** Turns that never wait, for whoever asks one thing once. */
export const AT_ONCE: Turns = { next: async () => undefined, hold: () => undefined };

/** Ends early, without a failure, where the signal fires: the call itself will say that its time was up. */
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
      // Taken at once and waited for afterwards: whoever comes next counts from here.
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
