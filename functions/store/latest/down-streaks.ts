// The interface through which one watcher passes to the next how many consecutive rounds the primary was down during a
// capture, so that a new invocation does not start counting from zero.
import type { DownStreak } from '../../domain/health/capture-grace.ts';

export interface DownStreaks {
  write(pair: string, streak: DownStreak, signal?: AbortSignal): Promise<void>;
  /** Undefined if there never was one. */
  latest(pair: string, signal?: AbortSignal): Promise<DownStreak | undefined>;
}
