// The only interface through which steps and adapters read the time and wait.

/** The time of day, and waits. Leases do not use it: their `now` is the Date header of the store's answer. */
export interface Clock {
  /** ms since 1970. */
  nowMs(): number;
  /** ms since an arbitrary time: for durations, which a clock correction must not change. */
  monotonicMs(): number;
  /** Waits that long. @throws AbortError as soon as the signal fires */
  sleep(waitMs: number, signal?: AbortSignal): Promise<void>;
  /** A signal that fires after that time, or with the given one if that is sooner. */
  deadline(timeoutMs: number, within?: AbortSignal): AbortSignal;
  /** Remaining time of a signal from `deadline`, never negative; undefined for any other signal. */
  leftMs(signal: AbortSignal): number | undefined;
}

/** How long the running invocation may still take, in ms. The Lambda context gives it. */
export type RemainingTime = () => number;
