// Which backups may go. Age alone takes none away: a pair that was not captured for a year still has its newest ten. Pure. Asked of
// any part of the vault, it never gives away what the whole would have kept.
import type { BackupManifest } from './backup-manifest.ts';

export interface PruneQuestion {
  readonly nowMs: number;
  readonly keepDays: number;
  /** Ids of backups that have a proof: a restore of them was checked. */
  readonly proven: ReadonlySet<string>;
}

/** So many of the newest good ones stay, whatever their age. */
export const KEPT_WHATEVER_AGE = 10;

const DAY_MS = 86_400_000;

/** Backups captured before that time may go by their age; ISO time. */
export const prunedBefore = (nowMs: number, keepDays: number): string => new Date(nowMs - keepDays * DAY_MS).toISOString();

const isGood = ({ suspect }: BackupManifest): boolean => suspect === undefined;
const softwareOf = ({ product, version, build }: BackupManifest): string => JSON.stringify([product, version, build]);

/** The newest of each version: without it nothing could be restored to a box that runs that version still. */
const newestOfEachVersion = (newestFirst: readonly BackupManifest[]): readonly BackupManifest[] =>
  [...Map.groupBy(newestFirst, softwareOf).values()].flatMap((same) => same.find(isGood) ?? same[0] ?? []);

/** @returns what may be removed, oldest first. */
export const expendable = (
  manifests: readonly BackupManifest[],
  { nowMs, keepDays, proven }: PruneQuestion,
): readonly BackupManifest[] => {
  const newestFirst = manifests.toSorted((one, other) => (one.backupId < other.backupId ? 1 : -1));
  const kept = new Set([
    ...newestFirst.filter(isGood).slice(0, KEPT_WHATEVER_AGE),
    ...newestOfEachVersion(newestFirst),
    ...newestFirst.filter(({ backupId }) => proven.has(backupId)).slice(0, 1),
  ]);
  const before = Date.parse(prunedBefore(nowMs, keepDays));
  return newestFirst.filter((one) => !kept.has(one) && Date.parse(one.capturedAt) < before).reverse();
};
