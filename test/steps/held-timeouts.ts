// Timeouts that stand still until a test lets time pass: what waits on one ends when the test says so, on a machine of any speed.

export interface HeldTimeouts extends Disposable {
  /** Lets so much time go by; whatever ends in it is aborted. */
  pass(ms: number): void;
}

/** Stands in for AbortSignal.timeout until it is disposed of. */
export const heldTimeouts = (): HeldTimeouts => {
  const real = AbortSignal.timeout;
  const waiting: { readonly endMs: number; readonly end: AbortController }[] = [];
  let nowMs = 0;
  AbortSignal.timeout = (ms) => {
    const end = new AbortController();
    waiting.push({ endMs: nowMs + ms, end });
    return end.signal;
  };
  return {
    pass: (ms) => {
      nowMs += ms;
      for (const { endMs, end } of waiting) if (endMs <= nowMs) end.abort(new DOMException('out of time', 'TimeoutError'));
    },
    [Symbol.dispose]: () => {
      AbortSignal.timeout = real;
    },
  };
};
