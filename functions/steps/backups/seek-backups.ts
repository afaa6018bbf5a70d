// Searches the backups of a pair, newest first, until the question is answered. The listing alone rules out most
// backups. Only the answer, and the few that are reported by name, are opened.

import {
  isSuspectStill,
  keptOutUnopened,
  type Refusal,
  type RestoreQuestion,
  restoreJudge,
} from '../../domain/backup/restore-point.ts';
import type { SkippedBackups } from '../../domain/backup/skipped-backups.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';
import type { NamedById } from '../../domain/model/named-restore-point.ts';
import { isGood, type Trusting } from '../../domain/trust/trust.ts';
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
  record: Trusting,
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
  record: Trusting = {},
  signal?: AbortSignal,
): Promise<BackupManifest | undefined> => {
  for await (const manifest of goodManifestsOf(backups, pair, record, signal)) return manifest;
  return undefined;
};

/** Notes why a backup is skipped, and that a person may be asked about it. */
const skip = (skipped: SkippedBackups, backupId: string, { reason, awaitsTrust }: Refusal): void => {
  if (awaitsTrust) skipped.ask({ backupId, reason });
  if (skipped.hasRoom()) skipped.name(backupId, reason);
  else skipped.count(reason);
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
    if (unopened && !skipped.hasRoom() && !(unopened.awaitsTrust && skipped.mayAskMore())) {
      skipped.count(unopened.reason);
      if (unopened.awaitsTrust) skipped.ask();
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
    if (refusal.olderToo && !skipped.hasRoom()) return skipped.count(`and all older backups: ${refusal.reason}`);
    skip(skipped, listed.backupId, refusal);
  }
}

/**
 * The backup that a person named by its id, if it may be restored. Newer ones are skipped, whatever they are, except
 * that a capture from the appliance to be overwritten excludes all older backups.
 * @returns the manifest, or why it may not be restored
 */
export const namedBackup = async (
  backups: BackupSource,
  question: RestoreQuestion & { readonly named: NamedById },
  skipped: SkippedBackups,
  signal?: AbortSignal,
): Promise<{ readonly manifest: BackupManifest } | { readonly refused: string }> => {
  const { pair, to, named } = question;
  const judge = restoreJudge(question);
  for await (const listed of backups.listed(pair, signal)) {
    const isNamed = listed.backupId === named.id;
    if (!isNamed && listed.appliance !== to) {
      if (skipped.hasRoom()) skipped.name(listed.backupId, 'newer than the backup that a person named');
      else skipped.count('newer than the backup that a person named');
      continue;
    }
    const reading = await backups.read(pair, listed, signal);
    if ('manifest' in reading) {
      const refusal = judge(reading.manifest);
      if (isNamed) return refusal ? { refused: refusal.reason } : reading;
      skip(skipped, listed.backupId, { reason: refusal?.reason ?? `captured from ${to} itself`, olderToo: false });
    } else if (isNamed) return { refused: 'missing' in reading ? reading.missing : reading.unreadable };
  }
  return { refused: `Twinbox has no backup of ${pair} with that id` };
};
