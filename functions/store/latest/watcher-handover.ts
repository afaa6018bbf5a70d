// The interface through which one watcher learns that a newer one has taken over. It is not a lock: two watchers at
// once do no harm, they only probe the appliances more often.

export interface WatchTurn {
  /** Unique per invocation. */
  readonly id: string;
  /** ISO time at which the invocation started. */
  readonly startedAt: string;
}

export interface WatcherHandover {
  /** Announces that this invocation has finished its first round. */
  take(turn: WatchTurn, signal?: AbortSignal): Promise<void>;
  /** The last announcement; undefined if there never was one. */
  latest(signal?: AbortSignal): Promise<WatchTurn | undefined>;
}
