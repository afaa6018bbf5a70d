// Who is awaited in a round: every seat counts once, and what comes too late counts for nothing.
import { AWAITED, answer, NOTIFIED, newWords, wordOf } from '../../time/time-words.ts';
import { timerQueue } from '../../time/timer-queue.ts';

const round = (seats: readonly number[]) => {
  const words = new Int32Array(newWords());
  const notify = (seat: number): number => {
    Atomics.add(words, AWAITED, 1);
    return Atomics.add(words, wordOf(seat, NOTIFIED), 1) + 1;
  };
  return { words, notified: seats.map(notify), notify };
};

test('the last of them ends the round', () => {
  const { words, notified } = round([0, 1, 2]);
  expect(notified.map((nth, seat) => answer(words, seat, nth))).toEqual([false, false, true]);
  expect(words[AWAITED]).toBe(0);
});

test('nobody counts twice', () => {
  const { words } = round([0, 1]);
  expect([answer(words, 0, 1), answer(words, 0, 1)]).toEqual([false, false]);
  expect(words[AWAITED]).toBe(1);
});

test('an answer to what was told before the seat was excused does not stand for a later one', () => {
  const { words, notify } = round([0]);
  expect(answer(words, 0, 1)).toBe(true);
  notify(0);
  notify(0);
  expect(answer(words, 0, 3)).toBe(false);
  expect(answer(words, 0, 2)).toBe(false);
  expect(words[AWAITED]).toBe(1);
});

test('timers fall due by time, then by age, and one that is disposed on the way does not run', () => {
  const ran: string[] = [];
  const queue = timerQueue();
  queue.add(20, () => ran.push('20'));
  const later = queue.add(10, () => ran.push('never'));
  queue.add(5, () => later[Symbol.dispose]());
  queue.add(10, () => ran.push('10'));
  queue.add(30, () => ran.push('30'));
  expect(queue.nextDueMs).toBe(5);
  for (const task of queue.takeDue(20)) task();
  expect(ran).toEqual(['10', '20']);
  expect(queue.nextDueMs).toBe(30);
});
