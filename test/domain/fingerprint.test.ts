// What totals show of an appliance: a loss, or that a restore happened, or nothing.
import { describeFingerprint, fallenTotals, readBack } from '../../functions/domain/identity/fingerprint.ts';

const FULL = { user: 42, 'jump-group': 9 };
const FRESH = { user: 1, 'jump-group': 1 };

describe('fallenTotals', () => {
  test('names what fell below the share of what it was', () => {
    expect(fallenTotals(FULL, { user: 20, 'jump-group': 9 }, 0.5)).toEqual(['user: 20, was 42']);
    expect(fallenTotals(FULL, { user: 21, 'jump-group': 5 }, 0.5)).toEqual([]);
  });

  test('a collection that can no longer be read counts as a loss, unless it was empty', () => {
    expect(fallenTotals(FULL, { user: 42 }, 0.5)).toEqual(['jump-group: no longer readable, was 9']);
    expect(fallenTotals({ user: 42, jumpoint: 0 }, { user: 42 }, 0.5)).toEqual([]);
  });

  test('where nothing can be read there is nothing to compare, and at a share of nothing all is well', () => {
    expect(fallenTotals(FULL, {}, 0.5)).toEqual([]);
    expect(fallenTotals({}, FULL, 0.5)).toEqual([]);
    expect(fallenTotals(FULL, { user: 0 }, 0)).toEqual([]);
  });
});

describe('readBack', () => {
  test.each([
    ['it holds what the backup holds, and did not before', { backup: FULL, before: FRESH, after: FULL }, 'read-back'],
    ['one difference before is enough', { backup: FULL, before: { ...FULL, user: 41 }, after: FULL }, 'read-back'],
    [
      'a collection that we could not read before shows nothing by itself',
      { backup: FULL, before: { user: 1 }, after: FULL },
      'read-back',
    ],
    ['it held the same before', { backup: FULL, before: FULL, after: FULL }, 'nothing'],
    ['nothing was known before', { backup: FULL, before: {}, after: FULL }, 'nothing'],
    ['the backup has no fingerprint', { backup: {}, before: FRESH, after: FULL }, 'nothing'],
    ['it cannot be read now', { backup: FULL, before: FRESH, after: {} }, 'nothing'],
    ['somebody was added during the capture', { backup: FULL, before: FRESH, after: { ...FULL, user: 43 } }, 'nothing'],
    ['it holds exactly what it held before', { backup: FULL, before: FRESH, after: FRESH }, 'as-before'],
  ] as const)('%s', (_says, facts, shows) => {
    expect(readBack(facts)).toBe(shows);
  });
});

test('is told as figures', () => {
  expect(describeFingerprint(FULL)).toBe('user 42, jump-group 9');
  expect(describeFingerprint({})).toBe('not readable');
});
