// Which backups may be removed. Age alone is not enough: a pair without captures for a year still has its newest ten.
// Applied to a part of the backup store, it never removes what it would keep for the whole. Pure.
import type { ListedBackup } from '../model/listed-backup.ts';

export interface PruneQuestion {
  readonly nowMs: number;
  readonly keepDays: number;
  /** Ids of backups that have a proof: a restore of them was checked. */
  readonly proven: ReadonlySet<string>;
}

/** What pruning needs to know of a backup. */
export type Prunable = Pick<ListedBackup, 'backupId' | 'capturedAt' | 'isSuspect' | 'softwareMark'>;

export interface PruneSieve<T extends Prunable> {
  /** Newest first. */
  readonly take: (backup: T) => void;
  /** The backups that may be removed, oldest first. */
  readonly going: () => readonly T[];
}

/** This many of the newest good ones stay, whatever their age. */
export const KEPT_WHATEVER_AGE = 10;

const DAY_MS = 86_400_000;

/** Backups captured before this ISO time are old enough to be removed. */
export const prunedBefore = (nowMs: number, keepDays: number): string =>
  new Date(nowMs - keepDays * DAY_MS).toISOString();

const oldestFirst = (one: Prunable, other: Prunable): number => (one.backupId < other.backupId ? -1 : 1);

/**
 * Holds at most the oldest `most` removable backups, and one backup of each version without a good one so far: without
 * the newest of a version, nothing could be restored to an appliance that still runs it.
 */
export const pruneSieve = <T extends Prunable>(
  { nowMs, keepDays, proven }: PruneQuestion,
  most = Number.POSITIVE_INFINITY,
): PruneSieve<T> => {
  const beforeMs = Date.parse(prunedBefore(nowMs, keepDays));
  const withGood = new Set<string>();
  const onlySuspect = new Map<string, T>();
  let good = 0;
  let isProvenKept = false;
  let going: T[] = [];

  const letGo = (backup: T): void => {
    if (Date.parse(backup.capturedAt) >= beforeMs) return;
    going.push(backup);
    if (going.length > 2 * most) going = going.toSorted(oldestFirst).slice(0, most);
  };

  const isKept = (backup: T): boolean => {
    const { backupId, isSuspect, softwareMark } = backup;
    const isNewestProven = !isProvenKept && proven.has(backupId);
    isProvenKept ||= isNewestProven;
    if (isSuspect) {
      const isNewestOfVersion = !withGood.has(softwareMark) && !onlySuspect.has(softwareMark);
      if (isNewestOfVersion && !isNewestProven) onlySuspect.set(softwareMark, backup);
      return isNewestOfVersion || isNewestProven;
    }
    const isNewestOfVersion = !withGood.has(softwareMark);
    withGood.add(softwareMark);
    const suspect = onlySuspect.get(softwareMark);
    onlySuspect.delete(softwareMark);
    if (suspect) letGo(suspect);
    good += 1;
    return good <= KEPT_WHATEVER_AGE || isNewestOfVersion || isNewestProven;
  };

  return {
    take: (backup) => {
      if (!isKept(backup)) letGo(backup);
    },
    going: () => going.toSorted(oldestFirst).slice(0, most),
  };
};

/** @returns what may be removed, oldest first. */
export const prunable = <T extends Prunable>(backups: readonly T[], question: PruneQuestion): readonly T[] => {
  const sieve = pruneSieve<T>(question);
  for (const backup of backups.toSorted(oldestFirst).reverse()) sieve.take(backup);
  return sieve.going();
};
