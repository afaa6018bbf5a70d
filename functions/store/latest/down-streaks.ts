// The interface through which one watcher tells the next how many rounds in a row the primary was down during a capture: a
// younger invocation must not begin to count anew.
import type { DownStreak } from '../../domain/health/capture-grace.ts';

export interface DownStreaks {
  write(pair: string, streak: DownStreak, signal?: AbortSignal): Promise<void>;
  /** Undefined where there never was one. */
  latest(pair: string, signal?: AbortSignal): Promise<DownStreak | undefined>;
}
