// A lab clock that stands still until a test moves it.
import type { LabClock } from '../../base/clock.ts';

export interface VirtualClock extends LabClock {
  /** Moves on and runs what falls due on the way, in order. */
  advance(byMs: number): void;
}

export const virtualClock = (startMs = Date.UTC(2026, 0, 1)): VirtualClock => {
  let nowMs = startMs;
  let waiting: { atMs: number; task: () => void }[] = [];
  const after = (delayMs: number, task: () => void): Disposable => {
    const entry = { atMs: nowMs + delayMs, task };
    waiting.push(entry);
    return {
      [Symbol.dispose]: () => {
        waiting = waiting.filter((one) => one !== entry);
      },
    };
  };
  return {
    nowMs: () => nowMs,
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    advance(byMs) {
      const endMs = nowMs + byMs;
      for (;;) {
        const next = waiting.filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs)[0];
        if (next === undefined) break;
        waiting = waiting.filter((one) => one !== next);
        nowMs = next.atMs;
        next.task();
      }
      nowMs = endMs;
    },
  };
};
