// How long the watcher is patient with an appliance that is being captured: bounded by rounds, by the capture's own
// end, and by whose capture it is.

import {
  type CaptureGraceQuestion,
  captureGrace,
  type DownStreak,
} from '../../functions/domain/health/capture-grace.ts';
import type { CaptureLease } from '../../functions/domain/model/capture-lease.ts';

const START_MS = Date.parse('2026-11-22T20:15:00.000Z');
const slotOf = (round: number): string => new Date(START_MS + round * 10_000).toISOString();

const turn: CaptureLease = {
  captureId: 'a',
  appliance: 'london',
  startedAt: slotOf(-6),
  notAfter: slotOf(60),
};

const ask = (changes: Partial<CaptureGraceQuestion> = {}) =>
  captureGrace({
    turn,
    primary: 'london',
    before: undefined,
    slot: slotOf(0),
    nowMs: START_MS + 1_000,
    failuresToAlarm: 3,
    ...changes,
  });

/** What is put in so many rounds in a row, each told of the one before. */
const walk = (rounds: number, changes: Partial<CaptureGraceQuestion> = {}): readonly number[] => {
  let before: DownStreak | undefined;
  return Array.from({ length: rounds }, (_, round) => {
    const held = ask({ before, slot: slotOf(round), nowMs: START_MS + round * 10_000 + 1_000, ...changes });
    before = held.streak;
    return held.put;
  });
};

test('as many rounds as the alarm needs are held back, then the primary is put as down', () => {
  expect(walk(6)).toEqual([0, 0, 0, 1, 1, 1]);
  expect(walk(8, { failuresToAlarm: 5 })).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
});

test('what is held back says which capture, since when and until when', () => {
  expect(ask()).toMatchObject({
    put: 0,
    reason: `held back, 1 of 3: a capture of london has been under way since ${turn.startedAt} and ends by ${turn.notAfter}`,
  });
});

test('nothing is held back once the capture has ended, or must have', () => {
  expect(ask({ turn: { ...turn, notAfter: slotOf(0) } })).toEqual({ put: 1 });
  expect(walk(4, { turn: { ...turn, notAfter: slotOf(1) } })).toEqual([0, 1, 1, 1]);
});

test('nothing is held back for the capture of another appliance', () => {
  expect(ask({ primary: 'dublin' })).toEqual({ put: 1 });
});

test('the next watcher goes on counting, also where it begins in the same round', () => {
  const before = { captureId: 'a', rounds: 3, slot: slotOf(0) };
  expect(ask({ before, slot: slotOf(1) })).toMatchObject({ put: 1, streak: { rounds: 4 } });
  expect(ask({ before, slot: slotOf(0) })).toMatchObject({ put: 0, streak: { rounds: 3 } });
});

test('a lost round in between does not begin the count anew, a longer gap does', () => {
  const before = { captureId: 'a', rounds: 3, slot: slotOf(0) };
  expect(ask({ before, slot: slotOf(2) })).toMatchObject({ put: 1 });
  expect(ask({ before, slot: slotOf(3) })).toMatchObject({ put: 0, streak: { rounds: 1 } });
});

test('the count of another capture counts for nothing', () => {
  const before = { captureId: 'b', rounds: 3, slot: slotOf(-1) };
  expect(ask({ before })).toMatchObject({ put: 0, streak: { captureId: 'a', rounds: 1 } });
});
