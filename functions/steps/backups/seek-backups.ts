// Searches the backups of a pair, newest first, until the question is answered. The listing alone rules out most
// backups. Only the answer, and the few that are reported by name, are opened.

import {
  isSuspectStill,
  keptOutUnopened,
  type RestoreQuestion,
  restoreJudge,
} from '../../domain/backup/restore-point.ts';
import type { SkippedBackups } from '../../domain/backup/skipped-backups.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { isGood } from '../../domain/trust/trust.ts';
import type { Backups } from '../../store/vault/vault.ts';

export type BackupSource = Pick<Backups, 'listed' | 'read'>;

const READ_AT_ONCE = 8;

/** Manifests that fit, newest first; skips those that cannot be read. Opens one first, then several at a time. */
export async function* manifestsOf(
  backups: BackupSource,
  pair: string,
  fits: (listed: ListedBackup) => boolean,
  signal?: AbortSignal,
): AsyncGenerator<BackupManifest> {
  let batch: ListedBackup[] = [];
  let width = 1;
  const open = async (): Promise<readonly BackupManifest[]> => {
    const readings = await Promise.all(batch.map((one) => backups.read(pair, one, signal)));
    batch = [];
    width = READ_AT_ONCE;
    return readings.flatMap((reading) => ('manifest' in reading ? reading.manifest : []));
  };
  for await (const listed of backups.listed(pair, signal)) {
    if (!fits(listed)) continue;
    batch.push(listed);
    if (batch.length === width) yield* await open();
  }
  yield* await open();
}

/** Manifests that count as good, newest first: not suspect, or trusted in the pair record. */
export async function* goodManifestsOf(
  backups: BackupSource,
  pair: string,
  record: Pick<PairRecord, 'trusted' | 'distrusted'>,
  signal?: AbortSignal,
): AsyncGenerator<BackupManifest> {
  for await (const manifest of manifestsOf(backups, pair, (listed) => !isSuspectStill(listed, record), signal)) {
    if (isGood(manifest, record)) yield manifest;
  }
}

/** The newest good backup; undefined where there is none. */
export const newestGood = async (
  backups: BackupSource,
  pair: string,
  record: Pick<PairRecord, 'trusted' | 'distrusted'> = {},
  signal?: AbortSignal,
): Promise<BackupManifest | undefined> => {
  for await (const manifest of goodManifestsOf(backups, pair, record, signal)) return manifest;
  return undefined;
};

/**
 * Backups that may be restored, newest first. A failover, a drill and an inspection all choose with this.
 * @param skipped collects the backups that were skipped.
 */
export async function* eligibleBackups(
  backups: BackupSource,
  question: RestoreQuestion,
  skipped: SkippedBackups,
  signal?: AbortSignal,
): AsyncGenerator<BackupManifest> {
  const judge = restoreJudge(question);
  for await (const listed of backups.listed(question.pair, signal)) {
    const unopened = keptOutUnopened(listed, question);
    if (unopened !== undefined && !skipped.hasRoom()) {
      skipped.count(unopened);
      continue;
    }
    const reading = await backups.read(question.pair, listed, signal);
    if ('missing' in reading) continue;
    if ('unreadable' in reading) {
      skipped.name(listed.backupId, reading.unreadable.replace(`${listed.backupId}: `, ''));
      continue;
    }
    const refusal = judge(reading.manifest);
    if (refusal === undefined) {
      yield reading.manifest;
      continue;
    }
    const { reason, olderToo } = refusal;
    if (skipped.hasRoom()) skipped.name(listed.backupId, reason);
    else if (olderToo) return skipped.count(`and all older backups: ${reason}`);
    else skipped.count(reason);
  }
}
