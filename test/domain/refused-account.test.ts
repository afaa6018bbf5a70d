// A refused account rests for six hours at the place that refused it, and only that version of it.
import {
  REFUSAL_REST_MS,
  type RefusedAccount,
  restingRefusal,
  withoutRefusal,
  withRefusal,
} from '../../functions/domain/record/refused-account.ts';
import { isoIn, NOW_MS } from './records.ts';

const ACCOUNT = { at: '203.0.113.10:443', secret: 'twinbox/london', versionId: 'v1' };
const refusedAgo = (seconds: number, account = ACCOUNT): RefusedAccount => ({ ...account, since: isoIn(-seconds) });
const others = [
  { ...ACCOUNT, at: '198.51.100.10:443' },
  { ...ACCOUNT, secret: 'twinbox/dublin' },
  { ...ACCOUNT, versionId: 'v2' },
];

test('it rests until six hours have passed, and a time in the far future counts for nothing', () => {
  const hours = REFUSAL_REST_MS / 1000;
  for (const [ago, rests] of [
    [0, true],
    [hours - 1, true],
    [hours, false],
    [-60, true],
    [-hours, false],
  ] as const)
    expect([ago, restingRefusal([refusedAgo(ago)], ACCOUNT, NOW_MS) !== undefined]).toEqual([ago, rests]);
});

test.each(others)('another place, secret or version is tried at once: %j', (other) => {
  expect(restingRefusal([refusedAgo(60)], other, NOW_MS)).toBeUndefined();
  expect(withoutRefusal([refusedAgo(60)], other)).toBeUndefined();
});

test('a newer refusal replaces the older one of that account, and an acceptance removes it', () => {
  const before = [refusedAgo(600), ...others.map((other) => refusedAgo(600, other))];
  const after = withRefusal(before, refusedAgo(0));
  expect(after).toHaveLength(4);
  expect(after[0]).toEqual(refusedAgo(0));
  expect(withoutRefusal(after, ACCOUNT)).toEqual(before.slice(1));
});

test('no more than twenty are remembered', () => {
  const many = Array.from({ length: 20 }, (_, index) => refusedAgo(index, { ...ACCOUNT, versionId: `v${index + 2}` }));
  expect(withRefusal(many, refusedAgo(0))).toHaveLength(20);
});
