// The core of a capture: streams the backup, judges it, completes the upload and writes the manifest last. A failed
// capture leaves nothing behind.
import type { ApplianceApi, ApplianceHealth } from '../../appliance/appliance.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { judgeWhole, NOT_IN_BACKUP } from '../../domain/backup/backup-verdict.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import type { SuspicionKind } from '../../domain/trust/suspicion.ts';
import { backupKey } from '../../store/form/object-keys.ts';
import type { CaptureWriter } from '../../store/vault/vault.ts';
import { baselineOf } from '../backups/backup-baseline.ts';
import type { BackupSource } from '../backups/seek-backups.ts';
import { type CaptureBlockTools, captureGround } from './capture-preconditions.ts';
import { refuseFailed, streamBackup } from './stream-backup.ts';

export interface TakeBackupTools extends CaptureBlockTools {
  readonly captureWriter: CaptureWriter;
  readonly backups: BackupSource;
}

/** What is known before the first byte. */
export interface Taking {
  readonly settings: PairSettings;
  readonly record: PairRecord;
  readonly api: Pick<ApplianceApi, 'backup' | 'fingerprint'>;
  /** The appliance whose accounts were accepted; the backup holds the same accounts. */
  readonly credentialsOf: string;
  readonly health: ApplianceHealth;
  readonly backupId: string;
  readonly capturedAt: string;
  readonly signal: AbortSignal;
  /** The recovery that makes this capture under its own lease. */
  readonly under?: string;
}

export type Taken =
  | {
      readonly captured: string;
      readonly bytes: number;
      readonly sha256: string;
      /** Version of the secret that the appliance accepted. */
      readonly secretVersionId?: string;
      readonly suspect?: string;
      /** The kinds of what `suspect` says. */
      readonly suspicions?: readonly SuspicionKind[];
    }
  | { readonly skipped: string };

/** @throws BackupEmpty, BackupIsErrorPage, BackupTruncated, BackupTimedOut and the other failures of the API */
export const takeBackup = async (tools: TakeBackupTools, taking: Taking): Promise<Taken> => {
  const { settings, record, api, credentialsOf, health, backupId, capturedAt, signal } = taking;
  const { primary, epoch } = record;
  const key = backupKey(settings.name, backupId);
  const upload = await tools.captureWriter.begin(key);
  let completed = false;
  try {
    const fingerprint = await api.fingerprint(signal);
    const body = await api.backup(signal);
    const account = body.secretVersionId === undefined ? {} : { secretVersionId: body.secretVersionId };
    const { minBytes, maxBytes, minShrinkRatio, baselineDays } = settings.backup;
    const sample = await streamBackup(primary, body, upload, maxBytes);
    const baseline = await baselineOf(tools.backups, settings.name, record, {
      atMs: Date.parse(capturedAt),
      days: baselineDays,
      signal,
    });
    const verdict = judgeWhole({
      ...(body.contentLength === undefined ? {} : { contentLength: body.contentLength }),
      ...(body.endProven === undefined ? {} : { endProven: body.endProven }),
      ...sample,
      bytes: upload.bytes,
      fingerprint,
      ...(baseline && { baseline }),
      minBytes,
      minShrinkRatio,
    });
    refuseFailed(primary, verdict);
    // Before the upload is completed, because a completed object cannot be removed.
    const still = await captureGround(tools, settings, signal, { before: record, under: taking.under });
    if ('blocked' in still) return { skipped: still.blocked };
    const { versionId, bytes, sha256 } = await upload.complete();
    completed = true;
    const suspect = verdict.verdict === 'suspect' ? { suspect: verdict.reason, suspicions: verdict.kinds } : {};
    await tools.captureWriter.writeManifest({
      backupId,
      pair: settings.name,
      appliance: primary,
      epoch,
      capturedAt,
      key,
      versionId,
      bytes,
      sha256,
      product: health.product,
      version: health.version,
      build: health.build,
      applianceId: health.applianceId,
      credentialsOf,
      ...account,
      ...(Object.keys(fingerprint).length === 0 ? {} : { fingerprint }),
      content: sample.content,
      ...suspect,
      notIncluded: NOT_IN_BACKUP,
    });
    return { captured: backupId, bytes, sha256, ...account, ...suspect };
  } finally {
    if (!completed) await upload.abort();
  }
};
