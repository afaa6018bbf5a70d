// Timeouts that stop until a test lets time pass, so that tests do not depend on the speed of the machine.

export interface HeldTimeouts extends Disposable {
  /** Lets that much time pass and aborts every timeout that ends in it. */
  pass(ms: number): void;
}

/** Replaces AbortSignal.timeout until it is disposed of. */
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
      for (const { endMs, end } of waiting)
        if (endMs <= nowMs) end.abort(new DOMException('out of time', 'TimeoutError'));
    },
    [Symbol.dispose]: () => {
      AbortSignal.timeout = real;
    },
  };
};
