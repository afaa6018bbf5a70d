// The interface to the capture lease of a pair. It protects no data, only the appliance from the load of two captures
// at once, so the clocks of the functions are accurate enough.
import type { CaptureLease } from '../../domain/model/capture-lease.ts';

export interface CaptureLeases {
  /**
   * Takes the lease at `turn.startedAt`. @returns the lease still held for that appliance; undefined if it is now ours.
   * A lease for the other appliance, the previous primary, does not block.
   */
  take(pair: string, turn: CaptureLease): Promise<CaptureLease | undefined>;
  /** Ends the lease at that ISO time. Does not change a lease that another capture has taken since. */
  release(pair: string, turn: CaptureLease, at: string): Promise<void>;
  /** The last lease, held or ended. Bounded in time. */
  latest(pair: string, signal?: AbortSignal): Promise<CaptureLease | undefined>;
}
