// What an inspection makes of the last read-back.

import type { ReadBack } from '../../../functions/domain/backup/backup-verification.ts';
import { readBackOf } from '../../../functions/domain/inspection/findings/read-back-findings.ts';

const NOW_MS = Date.parse('2026-11-22T21:00:00.000Z');
const hoursAgo = (hours: number): string => new Date(NOW_MS - hours * 3_600_000).toISOString();
const good = (hours: number): ReadBack => ({
  backupId: 'b1',
  at: hoursAgo(hours),
  intact: true,
  reason: 'as the manifest says',
});
const facts = { pair: 'support', hasGood: true, readBack: {}, nowMs: NOW_MS };
const names = (changes: Partial<Parameters<typeof readBackOf>[0]>): readonly string[] | undefined =>
  readBackOf({ ...facts, ...changes }).readBackFindings?.map(({ name }) => name);

test('a backup that was read back last night is nothing to find', () => {
  expect(readBackOf({ ...facts, readBack: { last: good(19) } })).toEqual({ readBackFindings: [] });
});

test('a damaged one is found, with its evidence and what a failover does', () => {
  const last = { ...good(3), intact: false, reason: 'SHA-256 a instead of b' };
  expect(readBackOf({ ...facts, readBack: { last } }).readBackFindings).toEqual([
    expect.objectContaining({
      name: 'BackupDamaged',
      message: `the backup b1 was read back at ${hoursAgo(3)} and is damaged: SHA-256 a instead of b`,
      fix: expect.stringContaining('skips it'),
      alarms: true,
    }),
  ]);
});

test.each([
  [30, []],
  [30.1, ['ReadBackOverdue']],
])('a last read-back of %s hours ago: %j', (hours, expected) => {
  expect(names({ readBack: { last: good(hours) } })).toEqual(expected);
});

test('where there never was one, the time counts from when that was first seen', () => {
  const first = readBackOf(facts);
  expect(first).toEqual({ readBackFindings: [], noReadBackSince: hoursAgo(0) });
  const later = readBackOf({ ...facts, previous: { noReadBackSince: hoursAgo(31) } });
  expect(later).toMatchObject({ noReadBackSince: hoursAgo(31) });
  expect(later.readBackFindings?.map(({ name }) => name)).toEqual(['ReadBackOverdue']);
});

test.each([
  ['the vault cannot be listed', { hasGood: undefined }],
  ['there is no good backup', { hasGood: false }],
  ['what was found last cannot be read', { readBack: undefined }],
])('nothing is said where %s', (_where, changes) => {
  const { hasGood, readBack, ...rest } = { ...facts, ...changes };
  expect(readBackOf({ ...rest, ...(hasGood !== undefined && { hasGood }), ...(readBack && { readBack }) })).toEqual({});
});

test('what was read back, or first missed, years ahead of now hides nothing', () => {
  const last = { ...good(0), at: '9999-01-01T00:00:00.000Z' };
  expect(readBackOf({ ...facts, readBack: { last }, previous: { noReadBackSince: hoursAgo(31) } })).toMatchObject({
    readBackFindings: [expect.objectContaining({ name: 'ReadBackOverdue' })],
  });
  expect(readBackOf({ ...facts, previous: { noReadBackSince: last.at } })).toMatchObject({
    noReadBackSince: hoursAgo(0),
  });
});
