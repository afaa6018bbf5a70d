// What a hold says: where the recovery ended, what is done and left, and how to go on.

import type { JournalLine } from '../../functions/domain/model/journal-line.ts';
import type { Outcome } from '../../functions/domain/model/outcome.ts';
import type { Hold } from '../../functions/domain/record/pair-record.ts';
import { holdOf } from '../../functions/domain/recovery/hold.ts';

const at = '2026-11-22T20:15:03.000Z';
const line = (state: string, event: JournalLine['event'], outcome?: Outcome): JournalLine => ({
  at,
  state,
  attempt: 1,
  event,
  ...(outcome !== undefined && { outcome, evidence: ['as seen'] }),
});
const facts = {
  recovery: {
    recoveryId: '20261122T201503Z-0a1b2c3d',
    pair: 'support',
    kind: 'failover',
    epoch: 3,
    from: 'london',
    to: 'dublin',
  },
  failure: { name: 'NotServing', message: 'it does not serve', hint: 'Check the firewall.' },
  mainLine: ['Confirm', 'Fence', 'MoveTraffic'].map((state) => ({ state, message: `does ${state}.` })),
  earlier: undefined,
  nowMs: Date.parse(at),
} as const;

test('done is what ended with an outcome; a loop that is not through is left', () => {
  const journal = [
    line('Confirm', 'intent'),
    line('Confirm', 'outcome', 'down'),
    line('Fence', 'intent'),
    line('Fence', 'outcome', 'again'),
  ];
  expect(holdOf({ ...facts, journal })).toMatchObject({
    phase: 'Fence',
    done: ['Confirm: down (as seen)'],
    left: ['Fence: does Fence.', 'MoveTraffic: does MoveTraffic.'],
  });
});

test('before Fence it lapses after five minutes; from Fence on it stands, even if only the intent was written', () => {
  expect(holdOf({ ...facts, journal: [line('Confirm', 'intent')] }).lapsesAt).toBe('2026-11-22T20:20:03.000Z');
  expect(holdOf({ ...facts, journal: [line('Confirm', 'intent'), line('Fence', 'intent')] })).not.toHaveProperty(
    'lapsesAt',
  );
});

test('it does not lapse where it follows one that stands', () => {
  const standing = { since: at } as Hold;
  expect(holdOf({ ...facts, journal: [], earlier: standing })).not.toHaveProperty('lapsesAt');
  expect(holdOf({ ...facts, journal: [], earlier: { ...standing, lapsesAt: at } })).toHaveProperty('lapsesAt');
});

test('a word of honour that was given once is not asked for again', () => {
  const fenceConfirmed = { by: 'Ada Byron', how: 'plug pulled' };
  const hold = holdOf({ ...facts, recovery: { ...facts.recovery, fenceConfirmed }, journal: [] });
  expect(hold.resumeInput).toEqual({ pair: 'support', kind: 'failover', fenceConfirmed });
});
