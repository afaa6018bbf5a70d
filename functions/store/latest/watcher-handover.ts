// The interface through which one watcher learns that a younger one has taken over. It is no lock: two watchers at once do
// no harm, they only ask the appliances more often.

export interface WatchTurn {
  /** Unique per invocation. */
  readonly id: string;
  /** ISO time at which the invocation started. */
  readonly startedAt: string;
}

export interface WatcherHandover {
  /** Says that this invocation has finished its first round. */
  take(turn: WatchTurn, signal?: AbortSignal): Promise<void>;
  /** Who announced itself last; undefined where nobody ever did. */
  latest(signal?: AbortSignal): Promise<WatchTurn | undefined>;
}
