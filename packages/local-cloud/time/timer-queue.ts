// The timers of a thread on lab time, in the order in which they are due.

/** Times are lab ms since the clock's origin. */
export interface TimerQueue {
  /** Due at that time; disposed before, it never runs. */
  add(dueMs: number, task: () => void): Disposable;
  /** When the next one falls due; undefined when there is none. */
  readonly nextDueMs: number | undefined;
  /** Removes and returns what is due by then, oldest first. A task that is disposed before its turn does nothing. */
  takeDue(nowMs: number): readonly (() => void)[];
}

interface Entry {
  readonly dueMs: number;
  readonly task: () => void;
  disposed: boolean;
}

/** `onChange` is called whenever the next due time may have changed. */
export const timerQueue = (onChange: () => void = () => undefined): TimerQueue => {
  const waiting: Entry[] = [];
  const placeFor = (dueMs: number): number => {
    let low = 0;
    let high = waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((waiting[middle]?.dueMs ?? 0) <= dueMs) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add(dueMs, task) {
      const entry: Entry = { dueMs, task, disposed: false };
      waiting.splice(placeFor(dueMs), 0, entry);
      onChange();
      return {
        [Symbol.dispose]: () => {
          if (entry.disposed) return;
          entry.disposed = true;
          const at = waiting.indexOf(entry);
          if (at >= 0) waiting.splice(at, 1);
          onChange();
        },
      };
    },
    get nextDueMs() {
      return waiting[0]?.dueMs;
    },
    takeDue(nowMs) {
      const due = waiting.splice(0, placeFor(nowMs));
      if (due.length > 0) onChange();
      return due.map((entry) => () => {
        if (entry.disposed) return;
        entry.disposed = true;
        entry.task();
      });
    },
  };
};
