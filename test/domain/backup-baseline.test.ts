// The best of thirty days, and the new mark that a person's trust sets.
import { baselineSearch } from '../../functions/domain/backup/backup-baseline.ts';
import { judgeWhole } from '../../functions/domain/backup/backup-verdict.ts';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { TrustedBackup } from '../../functions/domain/record/trusted-backup.ts';
import { backupAt } from '../doubles/one-pair.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-30T00:00:00.000Z');

const daysAgo = (days: number, changes: Partial<BackupManifest> = {}): BackupManifest =>
  backupAt('2000', {
    backupId: `${days} days ago`,
    capturedAt: new Date(NOW - days * DAY_MS).toISOString(),
    ...changes,
  });

/** Newest first. */
const baselineOf = (manifests: readonly BackupManifest[], trusted: readonly TrustedBackup[] = []) => {
  const search = baselineSearch({ trusted }, NOW, 30);
  for (const manifest of manifests) if (!search.take(manifest)) break;
  return search.baseline();
};
const trust = ({ backupId, sha256 }: BackupManifest, of: TrustedBackup['of']): TrustedBackup => ({
  ...{ backupId, sha256, of },
  ...{ by: 'kim', reason: 'we cleaned up', at: new Date(NOW).toISOString() },
});

test('the best counts, not the last one', () => {
  const fingerprints = [{ user: 5 }, { user: 4, jumpoint: 9 }] as const;
  const manifests = [
    daysAgo(1, { bytes: 800, fingerprint: fingerprints[0] }),
    daysAgo(2, { bytes: 1000, fingerprint: fingerprints[1] }),
    daysAgo(29, { bytes: 900 }),
    daysAgo(31, { bytes: 5000 }),
  ];
  expect(baselineOf(manifests)).toEqual({ bytes: 1000, fingerprint: { user: 5, jumpoint: 9 } });
});

test('a decline by two in a hundred a day is noticed within two weeks', () => {
  let size = 1_000_000;
  const good: BackupManifest[] = [];
  for (let day = 1; day <= 60; day += 1) {
    size = Math.round(size * 0.98);
    const baseline = baselineOf(good);
    const verdict = judgeWhole({
      ...{ firstBytes: Uint8Array.of(0, 1, 2, 3), bytes: size, minBytes: 0, minShrinkRatio: 0.8 },
      ...(baseline && { baseline }),
    });
    if (verdict.verdict === 'suspect') {
      expect(day).toBeLessThan(14);
      return;
    }
    good.unshift(daysAgo(0, { bytes: size }));
  }
  throw new Error('nobody noticed');
});

test('where none is that young the newest good one is all there is', () => {
  expect(baselineOf([daysAgo(40, { bytes: 700 }), daysAgo(41, { bytes: 900 })])).toEqual({ bytes: 700 });
  expect(baselineOf([])).toBeUndefined();
});

test("a person's trust sets a new mark, a drill's does not", () => {
  const [newest, smaller, bigger] = [
    daysAgo(1, { bytes: 510 }),
    daysAgo(2, { bytes: 500 }),
    daysAgo(3, { bytes: 1000 }),
  ];
  expect(baselineOf([newest, smaller, bigger], [trust(smaller, 'person')])).toEqual({ bytes: 510 });
  expect(baselineOf([newest, smaller, bigger], [trust(smaller, 'drill')])).toEqual({ bytes: 1000 });
  expect(baselineOf([newest, smaller, bigger], [{ ...trust(smaller, 'person'), sha256: 'b'.repeat(64) }])).toEqual({
    bytes: 1000,
  });
});

test('a time that cannot be read makes nothing older', () => {
  expect(baselineOf([{ backupId: 'y', bytes: 3 } as BackupManifest])).toEqual({ bytes: 3 });
});
