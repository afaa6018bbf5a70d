// Which backups may go. Age alone takes none away: a pair that was not captured for a year still has its newest ten. Pure. Asked of
// any part of the vault, it never gives away what the whole would have kept.
import type { ListedBackup } from '../model/listed-backup.ts';

export interface PruneQuestion {
  readonly nowMs: number;
  readonly keepDays: number;
  /** Ids of backups that have a proof: a restore of them was checked. */
  readonly proven: ReadonlySet<string>;
}

/** What pruning goes by. */
export type Prunable = Pick<ListedBackup, 'backupId' | 'capturedAt' | 'isSuspect' | 'softwareMark'>;

export interface PruneSieve<T extends Prunable> {
  /** Newest first. */
  readonly take: (backup: T) => void;
  /** What may be removed of all that was taken, oldest first. */
  readonly going: () => readonly T[];
}

/** So many of the newest good ones stay, whatever their age. */
export const KEPT_WHATEVER_AGE = 10;

const DAY_MS = 86_400_000;

/** Backups captured before that time may go by their age; ISO time. */
export const prunedBefore = (nowMs: number, keepDays: number): string => new Date(nowMs - keepDays * DAY_MS).toISOString();

const oldestFirst = (one: Prunable, other: Prunable): number => (one.backupId < other.backupId ? -1 : 1);

/**
 * Holds no more than the oldest `most` of what may go, and one backup of each version that has no good one so far: without the
 * newest of a version nothing could be restored to an appliance that runs it still.
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
