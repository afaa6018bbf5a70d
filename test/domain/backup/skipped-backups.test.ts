// However many backups are passed over, what is said about them stays short and counts every one.
import { skippedBackups } from '../../../functions/domain/backup/skipped-backups.ts';

test('twenty are named, the others are counted by reason', () => {
  const skipped = skippedBackups();
  for (let index = 0; index < 22; index += 1) skipped.name(`b${index}`, 'suspect');
  skipped.count('unreadable');
  skipped.count('unreadable');
  const rows = skipped.rows();
  expect(skipped.hasRoom()).toBe(false);
  expect(rows).toHaveLength(21);
  expect(rows.at(-1)).toEqual({ backupId: 'and 4 more', reason: '2 other reasons, 2 unreadable' });
});

test('beyond ten reasons the rest is counted as one, and a long reason is cut', () => {
  const skipped = skippedBackups();
  for (let index = 0; index < 14; index += 1) skipped.count(`reason ${index}`);
  skipped.name('b1', 'x'.repeat(500));
  const [named, more] = skipped.rows();
  expect(named?.reason).toHaveLength(400);
  expect(named?.reason).toMatch(/x…$/);
  expect(more).toMatchObject({ backupId: 'and 14 more', reason: expect.stringMatching(/, 4 other reasons$/) });
});

test('without any more there is no row for them', () => {
  const skipped = skippedBackups();
  skipped.name('b1', 'suspect');
  expect(skipped.rows()).toEqual([{ backupId: 'b1', reason: 'suspect' }]);
});
