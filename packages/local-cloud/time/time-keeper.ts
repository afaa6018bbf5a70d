// Moves lab time on: a quantum at a time, and only after every thread that takes part has turned its event loop since
// the last one. A thread that gets no processor therefore stops the world's time instead of missing it. When nothing is
// active anywhere, time jumps to the next timer.
import { performance } from 'node:perf_hooks';
import { loopHasTurned, outsideEvents, realPause, runAsTasks } from './event-loop.ts';
import {
  ANSWERED,
  AWAITED,
  answer,
  changeOf,
  DUE,
  MOST_SEATS,
  NEVER,
  NOTIFIED,
  NOW,
  newWords,
  type Seat,
  STIRRED,
  wordOf,
} from './time-words.ts';
import { type TimerQueue, timerQueue } from './timer-queue.ts';

/** A thread's seat, as the keeper's own thread sees it. */
export interface ThreadSeat extends Disposable {
  readonly seat: Seat;
  /** While it takes part, time waits for it. Held from a request to the thread until its answer. */
  takePart(takesPart: boolean): void;
}

export interface TimeKeeper extends Disposable {
  readonly originMs: number;
  /** Lab ms since the origin. */
  nowMs(): number;
  readonly timers: TimerQueue;
  /** Something waits for a timer: the process stays until it has run. */
  holding(holds: boolean): void;
  seat(): ThreadSeat;
}

/** At most this much lab time between two turns of every event loop. */
const QUANTUM_MS = 50;
/** After this many rounds without activity, everything in transit between two threads has arrived. */
const QUIET_ROUNDS = 4;

/** `pace`: how many times faster than real time at most; `free` as fast as the machine works. */
export const timeKeeper = (originMs: number, pace: number | 'free'): TimeKeeper => {
  const buffer = newWords();
  const words = new Int32Array(buffer);
  const taking = new Set<number>();
  const freeSeats = Array.from({ length: MOST_SEATS }, (_none, index) => MOST_SEATS - 1 - index);
  let running = false;
  let ended = false;
  let holders = 0;
  let quietRounds = 0;
  let stirred = false;
  let eventsSeen = 0;
  let idleSinceMs = performance.now();
  /** Real time before which a steady clock grants nothing more. */
  let nextGrantMs = 0;

  const timers = timerQueue(() => start());
  const isNeeded = (): boolean => !ended && (timers.nextDueMs !== undefined || taking.size > 0);

  const notify = (seat: number): void => {
    Atomics.add(words, AWAITED, 1);
    Atomics.add(words, wordOf(seat, NOTIFIED), 1);
    Atomics.notify(words, wordOf(seat, NOTIFIED));
  };
  const excuse = (seat: number): void => {
    if (answer(words, seat, Atomics.load(words, wordOf(seat, NOTIFIED)))) Atomics.notify(words, AWAITED);
  };
  const allHaveAnswered = async (): Promise<void> => {
    for (let left = Atomics.load(words, AWAITED); left > 0; left = Atomics.load(words, AWAITED))
      await changeOf(words, AWAITED, left);
  };
  const noteQuiet = (): void => {
    const events = outsideEvents();
    // The last answer of a round wakes this loop once.
    const ownStir = events - eventsSeen > (taking.size > 0 ? 1 : 0);
    eventsSeen = events;
    const otherStir = [...taking].some((seat) => Atomics.load(words, wordOf(seat, STIRRED)) !== 0);
    quietRounds = stirred || ownStir || otherStir ? 0 : quietRounds + 1;
    stirred = false;
  };
  const nextNowMs = (): number => {
    const nowMs = Atomics.load(words, NOW);
    const dues = [...taking].map((seat) => Atomics.load(words, wordOf(seat, DUE)));
    const dueMs = Math.max(nowMs, Math.min(timers.nextDueMs ?? NEVER, ...dues));
    const leaps = pace === 'free' && quietRounds >= QUIET_ROUNDS && dueMs < NEVER;
    return Math.ceil(leaps ? dueMs : Math.min(dueMs, nowMs + QUANTUM_MS));
  };
  const keepPace = async (byMs: number): Promise<void> => {
    if (pace === 'free') return;
    // A quantum that came late is not made up for by more than one.
    nextGrantMs = Math.max(nextGrantMs, performance.now() - QUANTUM_MS / pace) + byMs / pace;
    const waitMs = nextGrantMs - performance.now();
    if (waitMs > 0) await realPause(waitMs, holders > 0 || taking.size > 0);
  };
  const grant = (nowMs: number): void => {
    if (nowMs >= NEVER) throw new RangeError('a lab runs for 24 lab days at most');
    Atomics.store(words, NOW, nowMs);
    for (const seat of taking) notify(seat);
    const due = timers.takeDue(nowMs);
    if (due.length > 0) stirred = true;
    runAsTasks(due);
  };
  const run = async (): Promise<void> => {
    while (isNeeded()) {
      await loopHasTurned();
      await allHaveAnswered();
      noteQuiet();
      const nowMs = nextNowMs();
      await keepPace(nowMs - Atomics.load(words, NOW));
      // Threads that joined meanwhile know the current time, and the keeper waits for them, too.
      await allHaveAnswered();
      if (isNeeded()) grant(nowMs);
    }
    running = false;
    idleSinceMs = performance.now();
    if (isNeeded()) start();
  };
  /** Nothing waits for an idle clock, so the time that passed meanwhile overtakes nothing. */
  const catchUp = (): void => {
    if (running || pace === 'free') return;
    const passedMs = Math.floor((performance.now() - idleSinceMs) * pace);
    if (passedMs <= 0) return;
    idleSinceMs = performance.now();
    Atomics.add(words, NOW, passedMs);
  };
  const start = (): void => {
    if (running || !isNeeded()) return;
    running = true;
    void run();
  };

  return {
    originMs,
    timers,
    nowMs: () => {
      catchUp();
      return Atomics.load(words, NOW);
    },
    holding: (holds) => {
      holders += holds ? 1 : -1;
    },
    seat: () => {
      const number = freeSeats.pop();
      if (number === undefined) throw new RangeError(`a lab has ${MOST_SEATS} threads at most`);
      Atomics.store(words, wordOf(number, DUE), NEVER);
      Atomics.store(words, wordOf(number, ANSWERED), Atomics.load(words, wordOf(number, NOTIFIED)));
      const takePart = (takesPart: boolean): void => {
        stirred = true;
        if (takesPart === taking.has(number)) return;
        if (takesPart) {
          catchUp();
          taking.add(number);
          notify(number);
          start();
        } else {
          taking.delete(number);
          excuse(number);
        }
      };
      return {
        seat: { words: buffer, originMs, number },
        takePart,
        [Symbol.dispose]: () => {
          takePart(false);
          if (!freeSeats.includes(number)) freeSeats.unshift(number);
        },
      };
    },
    [Symbol.dispose]: () => {
      ended = true;
    },
  };
};
