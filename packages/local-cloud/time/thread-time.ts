// Lab time in a thread other than the keeper's: follows what is granted, runs the thread's timers by it, and answers
// once this event loop has turned.
import { loopHasTurned, outsideEvents, runAsTasks } from './event-loop.ts';
import { AWAITED, answer, changeOf, DUE, NEVER, NOTIFIED, NOW, type Seat, STIRRED, wordOf } from './time-words.ts';
import { timerQueue } from './timer-queue.ts';

export interface ThreadTime {
  /** Lab time, ms since 1970. */
  nowMs(): number;
  /** Runs `task` once, after at least 1 lab ms, as Node's own timers do. */
  after(delayMs: number, task: () => void): Disposable;
}

/** The message that wakes a thread is one event of its loop. */
const OWN_EVENTS = 1;

/** Takes the seat. Time is followed from here on, for as long as the thread lives. */
export const followTime = ({ words: buffer, originMs, number }: Seat): ThreadTime => {
  const words = new Int32Array(buffer);
  const timers = timerQueue(() => {
    Atomics.store(words, wordOf(number, DUE), Math.min(timers.nextDueMs ?? NEVER, NEVER));
  });
  const nowMs = (): number => Atomics.load(words, NOW);

  const follow = async (): Promise<void> => {
    const notified = wordOf(number, NOTIFIED);
    let eventsSeen = outsideEvents();
    // A seat may receive time before its thread has started.
    for (let heard = Atomics.load(words, notified) - 1; ; ) {
      await changeOf(words, notified, heard);
      heard = Atomics.load(words, notified);
      const due = timers.takeDue(nowMs());
      runAsTasks(due);
      await loopHasTurned();
      const events = outsideEvents();
      Atomics.store(words, wordOf(number, STIRRED), due.length > 0 || events - eventsSeen > OWN_EVENTS ? 1 : 0);
      eventsSeen = events;
      if (answer(words, number, heard)) Atomics.notify(words, AWAITED);
    }
  };
  void follow();

  return {
    nowMs: () => originMs + nowMs(),
    after: (delayMs, task) => timers.add(nowMs() + Math.min(Math.max(1, Math.ceil(delayMs)), NEVER), task),
  };
};
