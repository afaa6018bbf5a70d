// Only one capture of a pair runs at a time, because an appliance makes one backup at a time. While one is under way
// the next is skipped.

import type { Say } from '../../contract/runtime/log.ts';
import type { CaptureLease } from '../../domain/model/capture-lease.ts';
import type { CaptureLeases } from '../../store/latest/capture-leases.ts';

export interface CaptureTurnTools {
  readonly turns: CaptureLeases;
  readonly say: Say;
  readonly clock: { nowMs(): number };
}

/** Does the work under the capture lease and always releases the lease. */
export const inTurn = async <T>(
  tools: CaptureTurnTools,
  pair: string,
  turn: CaptureLease,
  work: () => Promise<T>,
): Promise<T | { readonly skipped: string }> => {
  const other = await tools.turns.take(pair, turn);
  if (other) return { skipped: `capture ${other.captureId} has been under way since ${other.startedAt}` };
  try {
    return await work();
  } finally {
    try {
      await tools.turns.release(pair, turn, new Date(tools.clock.nowMs()).toISOString());
    } catch (error) {
      tools.say(`the capture lease of ${pair} could not be released; it expires at ${turn.notAfter}`, error);
    }
  }
};
