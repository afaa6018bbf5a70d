// The one interface through which steps and adapters learn the time.

/** The time of day. Leases do not use it: their `now` is the Date header of the store's answer. */
export interface Clock {
  /** ms since 1970. */
  nowMs(): number;
}

/** How long the running invocation may still take, in ms. The Lambda context gives it. */
export type RemainingTime = () => number;
