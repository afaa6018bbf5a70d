// The lab's one idea of time. Everything in the lab (emulated AWS, boxes, interpreter, workers) asks this clock, so that a
// story can run up to ten times faster than life and stay true to itself.

/** What a worker needs to run on the same time as everyone else: both instants in ms since 1970, and how many lab ms pass in one real ms. */
export interface TimeFrame {
  readonly realOriginMs: number;
  readonly labOriginMs: number;
  readonly scale: number;
}

/** Lab time. All durations are lab milliseconds. */
export interface LabClock {
  readonly frame: TimeFrame;
  /** Lab time now, ms since 1970. */
  nowMs(): number;
  /** Runs `task` once after that many lab ms, unless disposed before. Never keeps the process alive by itself. */
  after(delayMs: number, task: () => void): Disposable;
  /** Resolves after that many lab ms; rejects with the signal's reason when aborted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A clock that runs `scale` (1 to 10) times as fast as the machine's. */
export const scaledClock = (scale: number): LabClock => {
  if (!(scale >= 1 && scale <= 10))
    throw new RangeError(`time scale ${scale}: allowed are 1 to 10; beyond that cold starts and TLS distort the story`);
  const realOriginMs = Date.now();
  const frame: TimeFrame = { realOriginMs, labOriginMs: realOriginMs, scale };
  const after = (delayMs: number, task: () => void): Disposable => {
    const timer = setTimeout(task, Math.min(Math.max(0, delayMs / scale), LONGEST_TIMER_MS));
    timer.unref();
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  };
  return {
    frame,
    nowMs: () => frame.labOriginMs + (Date.now() - realOriginMs) * scale,
    after,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const timer = setTimeout(resolve, Math.min(Math.max(0, delayMs / scale), LONGEST_TIMER_MS));
        signal?.addEventListener(
          'abort',
          () => {
            clearTimeout(timer);
            reject(signal.reason);
          },
          { once: true },
        );
      }),
  };
};
