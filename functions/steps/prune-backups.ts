// Takes old backups away after a good capture: a few at a time, oldest first, and only what domain/prune lets go. It costs no
// capture, whatever becomes of it.
import type { Clock, RemainingTime } from '../contract/clock.ts';
import type { PairSettings } from '../contract/pair-settings.ts';
import type { BackupManifest } from '../domain/backup-manifest.ts';
import { expendable, prunedBefore } from '../domain/prune.ts';
import type { BackupRemoval } from '../store/backup-removal.ts';
import type { Backups } from '../store/vault.ts';
import type { Say } from './watch-round.ts';

export interface PruneTools {
  readonly backups: Pick<Backups, 'list'>;
  readonly removal: BackupRemoval;
  readonly clock: Clock;
  readonly say: Say;
}

/** So many of the oldest are looked at, and so many removed, in one run. */
const MOST_READ = 200;
const MOST_REMOVED = 20;
/** One removal takes four calls. */
const REMOVAL_NEEDS_MS = 5_000;

const union = (one: readonly BackupManifest[], other: readonly BackupManifest[]): readonly BackupManifest[] => [
  ...new Map([...one, ...other].map((manifest) => [manifest.backupId, manifest])).values(),
];

const prune = async (tools: PruneTools, { name: pair, backup }: PairSettings, remainingMs: RemainingTime): Promise<void> => {
  const { keepDays } = backup;
  const nowMs = tools.clock.nowMs();
  const old = await tools.removal.old(pair, prunedBefore(nowMs, keepDays), MOST_READ);
  if (old.unreadable.length > 0) tools.say(`old manifests of ${pair} stay, nobody can read them: ${old.unreadable.join('; ')}`);
  if (old.manifests.length + old.orphans.length === 0) return;
  const [{ manifests: newest }, proven] = await Promise.all([tools.backups.list(pair), tools.removal.proven(pair)]);
  const going = expendable(union(newest, old.manifests), { nowMs, keepDays, proven }).map(({ backupId }) => backupId);
  const removed: string[] = [];
  for (const backupId of [...old.orphans, ...going].toSorted().slice(0, MOST_REMOVED)) {
    if (remainingMs() < REMOVAL_NEEDS_MS) break;
    if ((await tools.removal.remove(pair, backupId)) === 'locked') {
      // What follows is younger, and locked for longer.
      tools.say(`${backupId} of ${pair} is locked still; it is tried again after the next capture`);
      break;
    }
    removed.push(backupId);
  }
  if (removed.length > 0) tools.say(`removed what was older than ${keepDays} days from ${pair}: ${removed.join(', ')}`);
};

/** Never throws. */
export const pruneBackups = async (tools: PruneTools, settings: PairSettings, remainingMs: RemainingTime): Promise<void> => {
  try {
    await prune(tools, settings, remainingMs);
  } catch (error) {
    tools.say(`old backups of ${settings.name} could not be removed`, error);
  }
};
