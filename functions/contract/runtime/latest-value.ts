// The interface to a small value that one invocation writes for the next: the last writer wins. Bounded in time, because
// nobody waits long for it, and nothing is lost with it but one more attempt or one more minute.

export interface LatestValue<T> {
  /** Undefined if nothing was ever written, or if it cannot be read. */
  read(signal?: AbortSignal): Promise<T | undefined>;
  write(value: T, signal?: AbortSignal): Promise<void>;
}

/** One value a pair. */
export interface LatestValues<T> {
  /** Undefined if nothing was ever written for the pair, or if it cannot be read. */
  read(pair: string, signal?: AbortSignal): Promise<T | undefined>;
  write(pair: string, value: T, signal?: AbortSignal): Promise<void>;
}
