// Takes old backups away once the newest one was read back and found intact: a few at a time, oldest first, and only what domain/prune
// lets go. It costs no read-back, whatever becomes of it.
import type { Clock, RemainingTime } from '../../contract/runtime/clock.ts';
import type { Say } from '../../contract/runtime/log.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { isSuspectStill } from '../../domain/backup/restore-point.ts';
import { prunedBefore, pruneSieve } from '../../domain/backup/retention.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import type { BackupRemoval } from '../../store/vault/backup-removal.ts';
import type { Backups } from '../../store/vault/vault.ts';

export interface PruneTools {
  readonly backups: Pick<Backups, 'listed'>;
  readonly removal: BackupRemoval;
  readonly clock: Clock;
  readonly say: Say;
}

type Trusting = Pick<PairRecord, 'trusted' | 'distrusted'>;

/** So many are removed in one run; the next capture goes on. */
const MOST_REMOVED = 20;
/** One removal takes five calls. */
const REMOVAL_NEEDS_MS = 5_000;

/** What is to be removed: a backup with the entry of its capture, or bytes that are none. */
interface Going {
  readonly backupId: string;
  readonly entry?: string;
}

/** All of the vault is asked, since what may go is decided by what is newer; of it no more is held than what goes. */
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
      // What follows is younger, and locked for longer.
      tools.say(`${backupId} of ${pair} is still locked; the next read-back tries again`);
      break;
    }
    removed.push(backupId);
  }
  if (removed.length > 0) tools.say(`removed backups older than ${keepDays} days from ${pair}: ${removed.join(', ')}`);
  return removed.length;
};

/** @param trusting which suspect ones count as good. Never throws. */
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

/** So often in one hour, while there is enough to remove: as many as are captured when that is done every minute. */
const MOST_RUNS = 5;

/** What the read-back is given. Never throws. */
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
