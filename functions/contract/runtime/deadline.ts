// Signals that know when they will fire, so that a caller can check at once whether a wait fits.
import type { Clock } from './clock.ts';

/** The parts of a clock's deadlines. */
export interface DeadlineParts {
  readonly monotonicMs: () => number;
  /** As `AbortSignal.timeout`. */
  readonly timeout: (timeoutMs: number) => AbortSignal;
}

/** The deadlines of one clock. */
export const deadlinesOf = ({ monotonicMs, timeout }: DeadlineParts): Pick<Clock, 'deadline' | 'leftMs'> => {
  const ends = new WeakMap<AbortSignal, number>();
  const leftMs = (signal: AbortSignal): number | undefined => {
    const end = ends.get(signal);
    return end === undefined ? undefined : Math.max(0, end - monotonicMs());
  };
  return {
    leftMs,
    deadline: (timeoutMs, within) => {
      const signal = within ? AbortSignal.any([within, timeout(timeoutMs)]) : timeout(timeoutMs);
      ends.set(signal, monotonicMs() + Math.min(timeoutMs, (within && leftMs(within)) ?? timeoutMs));
      return signal;
    },
  };
};
