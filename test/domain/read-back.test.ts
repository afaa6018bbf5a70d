// When a backup is read back, and which.
import { isReadBackDue, type ReadBack } from '../../functions/domain/backup/backup-verification.ts';

const at = (iso: string): number => Date.parse(iso);
const found = (iso: string, changes: Partial<ReadBack> = {}): ReadBack => ({
  backupId: 'b1',
  at: iso,
  intact: true,
  reason: 'as the manifest says',
  ...changes,
});

describe('a read-back is due', () => {
  test.each<readonly [string, ReadBack | undefined, string, boolean]>([
    ['where there never was one', undefined, '2026-11-22T12:00:00Z', true],
    ['not twice in one night', found('2026-11-22T02:00:30Z'), '2026-11-22T03:00:00Z', false],
    ['not in the evening after it', found('2026-11-22T02:00:30Z'), '2026-11-22T23:59:59Z', false],
    ['not before the next night has begun', found('2026-11-22T02:00:30Z'), '2026-11-23T01:59:59Z', false],
    ['as soon as the next night has begun', found('2026-11-22T02:00:30Z'), '2026-11-23T02:00:00Z', true],
    ['by day where the night was missed', found('2026-11-21T02:30:00Z'), '2026-11-22T15:00:00Z', true],
    ['though the one before was read late', found('2026-11-22T23:00:00Z'), '2026-11-23T02:00:00Z', true],
    [
      'where the last one says that it was done years ahead',
      found('9999-01-01T00:00:00Z'),
      '2026-11-22T03:00:00Z',
      true,
    ],
    ['not of what is damaged already', found('2026-11-22T02:00:30Z', { intact: false }), '2026-11-22T03:00:00Z', false],
    [
      'where a newer backup has followed a damaged one',
      found('2026-11-22T02:00:30Z', { intact: false, backupId: 'b0' }),
      '2026-11-22T03:00:00Z',
      true,
    ],
    [
      'not where one has followed a good one',
      found('2026-11-22T02:00:30Z', { backupId: 'b0' }),
      '2026-11-22T03:00:00Z',
      false,
    ],
  ])('%s', (_when, last, now, due) => {
    expect(isReadBackDue(last, 'b1', at(now))).toBe(due);
  });
});
