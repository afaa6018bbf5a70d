// What the pruner may take away: by example, and that knowing less never makes it take more.

import { KEPT_WHATEVER_AGE, prunable } from '../../functions/domain/backup/retention.ts';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { listedAs } from '../doubles/listed-backups.ts';
import { fc } from '../properties.ts';
import { manifestOf } from '../store/manifests.ts';

const NOW_MS = Date.parse('2026-11-22T20:00:00.000Z');
const daysAgo = (days: number): string => new Date(NOW_MS - days * 86_400_000).toISOString();
const backup = (days: number, more: Partial<BackupManifest> = {}): BackupManifest => ({
  ...manifestOf(daysAgo(days)),
  ...more,
});
const ids = (manifests: readonly { readonly backupId: string }[]): readonly string[] =>
  manifests.map(({ backupId }) => backupId);
const goingOf = (manifests: readonly BackupManifest[], proven: readonly BackupManifest[] = []): readonly string[] =>
  ids(prunable(manifests.map(listedAs), { nowMs: NOW_MS, keepDays: 90, proven: new Set(ids(proven)) }));

/** Ten young good ones, so that only age decides about the others. */
const young = Array.from({ length: KEPT_WHATEVER_AGE }, (_, index) => backup(index));

test('what is older than keepDays goes, oldest first, and nothing else', () => {
  const old = [backup(91), backup(120), backup(200)];
  expect(goingOf([...young, backup(89), ...old])).toEqual(ids(old.toReversed()));
});

test('what is exactly keepDays old stays', () => {
  expect(goingOf([...young, backup(90)])).toEqual([]);
});

test('the newest ten good ones stay, whatever their age', () => {
  const old = Array.from({ length: 13 }, (_, index) => backup(100 + index));
  expect(goingOf(old)).toEqual(ids(old.slice(10).toReversed()));
});

test('suspect ones are not counted among the ten, and go by age', () => {
  const old = Array.from({ length: 10 }, (_, index) => backup(100 + index));
  const suspects = [backup(95, { suspect: 'shrunken' }), backup(99.5, { suspect: 'shrunken' })];
  expect(goingOf([...old, ...suspects])).toEqual(ids(suspects.toReversed()));
});

test.each(['product', 'version', 'build'] as const)('the newest of each %s stays', (fact) => {
  const last = backup(100, { [fact]: 'of yesterday' });
  const before = backup(101, { [fact]: 'of yesterday' });
  expect(goingOf([...young, last, before])).toEqual(ids([before]));
});

test('of a version the newest good one stays, and where none is good, the newest', () => {
  const suspect = backup(100, { version: '24.3.1', suspect: 'shrunken' });
  const good = backup(101, { version: '24.3.1' });
  expect(goingOf([...young, suspect, good])).toEqual(ids([suspect]));
  expect(goingOf([...young, suspect])).toEqual([]);
});

test('the newest that was proven stays, older proven ones go', () => {
  const proven = [backup(100), backup(101)];
  expect(goingOf([...young, ...proven, backup(99)], proven)).toEqual(ids([backup(101), backup(99)]));
});

test('knowing only a part of the vault it never gives away what the whole would have kept', () => {
  const some = fc.array(
    fc.record({
      days: fc.integer({ min: 0, max: 400 }),
      version: fc.constantFrom('24', '25'),
      suspect: fc.boolean(),
      proven: fc.boolean(),
      known: fc.boolean(),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(some, (facts) => {
      const all = facts.map(({ days, version, suspect }, index) => ({
        ...backup(days, { version, ...(suspect ? { suspect: 'shrunken' } : {}) }),
        backupId: `${manifestOf(daysAgo(days)).backupId}-${index}`,
      }));
      const known = all.filter((_, index) => facts[index]?.known);
      const proven = all.filter((_, index) => facts[index]?.proven);
      const byWhole = new Set(goingOf(all, proven));
      expect(goingOf(known, proven).filter((id) => !byWhole.has(id))).toEqual([]);
      const good = all.filter(({ suspect }) => suspect === undefined);
      const left = good.filter(({ backupId }) => !byWhole.has(backupId));
      expect(left.length).toBeGreaterThanOrEqual(Math.min(KEPT_WHATEVER_AGE, good.length));
    }),
  );
});
