// A signal that knows when it will fire, so that whoever is told to wait can say at once whether the wait fits in.

const ends = new WeakMap<AbortSignal, number>();

/** As `AbortSignal.timeout`, and `leftMs` tells what is left of it. */
export const deadline = (timeoutMs: number): AbortSignal => {
  const signal = AbortSignal.timeout(timeoutMs);
  ends.set(signal, performance.now() + timeoutMs);
  return signal;
};

/** What is left of a signal that `deadline` made, never negative; undefined of any other. */
export const leftMs = (signal: AbortSignal): number | undefined => {
  const end = ends.get(signal);
  return end === undefined ? undefined : Math.max(0, end - performance.now());
};

/** A signal that fires with either, and knows the sooner of the two. */
export const withinMs = (signal: AbortSignal, timeoutMs: number): AbortSignal => {
  const both = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  ends.set(both, performance.now() + Math.min(timeoutMs, leftMs(signal) ?? timeoutMs));
  return both;
};
