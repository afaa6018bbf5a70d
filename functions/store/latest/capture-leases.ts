// The interface through which captures of a pair take turns. It guards no data, only the appliance: two captures at once would
// harm nothing but its patience, so the clocks of the functions are good enough.
import type { CaptureLease } from '../../domain/model/capture-lease.ts';

export interface CaptureLeases {
  /**
   * Takes the turn at `turn.startedAt`. @returns the turn that is still under way at that appliance; undefined: it is ours. A turn at the
   * other appliance, which was the primary before, stands in nobody's way.
   */
  take(pair: string, turn: CaptureLease): Promise<CaptureLease | undefined>;
  /** Says that it has ended at that ISO time. A turn that another has taken since is left alone. */
  release(pair: string, turn: CaptureLease, at: string): Promise<void>;
  /** The turn last taken, under way or over. Bounded in time. */
  latest(pair: string, signal?: AbortSignal): Promise<CaptureLease | undefined>;
}
