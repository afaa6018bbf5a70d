// Removes old backups once the newest one was read back and found intact: a few at a time, oldest first, and only what
// domain/backup/retention releases. A failure here does not fail the read-back.
import type { Clock, RemainingTime } from '../../contract/runtime/clock.ts';
import type { Say } from '../../contract/runtime/log.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { isSuspectStill } from '../../domain/backup/restore-point.ts';
import { prunedBefore, pruneSieve } from '../../domain/backup/retention.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';
import type { Trusting } from '../../domain/trust/trust.ts';
import type { BackupRemoval } from '../../store/vault/backup-removal.ts';
import type { Backups } from '../../store/vault/vault.ts';

export interface PruneTools {
  readonly backups: Pick<Backups, 'listed'>;
  readonly removal: BackupRemoval;
  readonly clock: Clock;
  readonly say: Say;
}

/** The most that one run removes; the next read-back continues. */
const MOST_REMOVED = 20;
/** One removal takes five calls. */
const REMOVAL_NEEDS_MS = 5_000;

/** What to remove: a backup with its capture's entry, or bytes without an entry. */
interface Going {
  readonly backupId: string;
  readonly entry?: string;
}

/**
 * Reads the whole listing, because newer backups decide what may be removed. Keeps only what is to be removed in
 * memory.
 */
const goingOf = async (
  { backups, removal, say }: PruneTools,
  pair: string,
  trusting: Trusting,
  { keepDays, nowMs }: { readonly keepDays: number; readonly nowMs: number },
) => {
  const before = prunedBefore(nowMs, keepDays);
  if (!(await removal.hasOld(pair, before))) return [];
  const sieve = pruneSieve<ListedBackup>({ nowMs, keepDays, proven: await removal.proven(pair) }, MOST_REMOVED);
  const entered = new Set<string>();
  for await (const listed of backups.listed(pair)) {
    sieve.take({ ...listed, isSuspect: isSuspectStill(listed, trusting) });
    if (listed.capturedAt <= before) entered.add(listed.backupId);
  }
  const { orphans, strays, strayCount } = await removal.unentered(pair, before, entered, MOST_REMOVED);
  if (strayCount > 0)
    say(`${strayCount} old manifests of ${pair} are kept, because no capture recorded them: ${strays.join(', ')}`);
  const going: readonly Going[] = [...orphans.map((backupId) => ({ backupId })), ...sieve.going()];
  return going.toSorted((one, other) => (one.backupId < other.backupId ? -1 : 1)).slice(0, MOST_REMOVED);
};

/** @returns how many were removed. */
const prune = async (
  tools: PruneTools,
  { name: pair, backup }: PairSettings,
  remainingMs: RemainingTime,
  trusting: Trusting,
): Promise<number> => {
  const { keepDays } = backup;
  const removed: string[] = [];
  for (const { backupId, entry } of await goingOf(tools, pair, trusting, { keepDays, nowMs: tools.clock.nowMs() })) {
    if (remainingMs() < REMOVAL_NEEDS_MS) break;
    if ((await tools.removal.remove(pair, backupId, entry)) === 'locked') {
      // The rest is newer, and so locked for longer.
      tools.say(`${backupId} of ${pair} is still locked; the next read-back tries again`);
      break;
    }
    removed.push(backupId);
  }
  if (removed.length > 0) tools.say(`removed backups older than ${keepDays} days from ${pair}: ${removed.join(', ')}`);
  return removed.length;
};

/** @param trusting which suspect backups count as good. Never throws. */
export const pruneBackups = async (
  tools: PruneTools,
  settings: PairSettings,
  remainingMs: RemainingTime,
  trusting: Trusting = {},
): Promise<void> => {
  try {
    await prune(tools, settings, remainingMs, trusting);
  } catch (error) {
    tools.say(`old backups of ${settings.name} could not be removed`, error);
  }
};

/** Runs per read-back: enough for captures every minute. */
const MOST_RUNS = 5;

/** The `prune` of the read-back. Never throws. */
export const pruneAfter =
  (tools: PruneTools) =>
  async (settings: PairSettings, remainingMs: RemainingTime, trusting: Trusting): Promise<void> => {
    try {
      for (let run = 0; run < MOST_RUNS; run += 1) {
        if ((await prune(tools, settings, remainingMs, trusting)) < MOST_REMOVED) return;
      }
    } catch (error) {
      tools.say(`old backups of ${settings.name} could not be removed`, error);
    }
  };
