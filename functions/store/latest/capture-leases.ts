// The interface through which captures of a pair take turns. It guards no data, only the box: two captures at once would
// harm nothing but its patience, so the clocks of the functions are good enough.
import type { CaptureTurn } from '../../domain/model/capture-lease.ts';

export interface CaptureTurns {
  /**
   * Takes the turn at `turn.startedAt`. @returns the turn that is still under way at that box; undefined: it is ours. A turn at the
   * other box, which was the primary before, stands in nobody's way.
   */
  take(pair: string, turn: CaptureTurn): Promise<CaptureTurn | undefined>;
  /** Says that it has ended at that ISO time. A turn that another has taken since is left alone. */
  release(pair: string, turn: CaptureTurn, at: string): Promise<void>;
  /** The turn last taken, under way or over. Bounded in time. */
  latest(pair: string, signal?: AbortSignal): Promise<CaptureTurn | undefined>;
}
