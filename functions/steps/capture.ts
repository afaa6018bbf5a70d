// Capture: fetches a backup from the box that serves, judges it, and puts it into the vault, the manifest last. Safe to run
// twice: each run is a backup of its own.
import type { ApplianceApiOf, ApplianceHealth } from '../appliance/appliance.ts';
import type { Clock, RemainingTime } from '../contract/clock.ts';
import { NamedError } from '../contract/named-error.ts';
import type { PairSettings } from '../contract/pair-settings.ts';
import { judgeWhole, NOT_IN_BACKUP } from '../domain/backup-judgement.ts';
import type { PairRecord } from '../domain/pair-record.ts';
import { backupIdOf, backupKey } from '../store/object-keys.ts';
import type { SettingsSource } from '../store/settings-source.ts';
import type { Backups, CaptureShelf } from '../store/vault.ts';
import { type CaptureBlockTools, captureGround } from './capture-block.ts';
import { refuseFailed, streamBackup } from './capture-body.ts';

export interface CaptureTools extends CaptureBlockTools {
  readonly settings: SettingsSource;
  readonly apiOf: ApplianceApiOf;
  readonly shelf: CaptureShelf;
  readonly backups: Backups;
  readonly clock: Clock;
  /** Unique per capture; letters, digits and hyphens. */
  readonly newId: () => string;
}

export type CaptureResult =
  | { readonly captured: string; readonly bytes: number; readonly sha256: string; readonly suspect?: string }
  | { readonly skipped: string };

/** One capture moves at most what fits into this. */
const MOST_MS = 14 * 60_000;
/** The function's end is left to clean up an unfinished upload. */
const END_MARGIN_MS = 10_000;

const pairOf = (event: unknown): string => {
  if (typeof event === 'object' && event !== null && 'pair' in event && typeof event.pair === 'string') return event.pair;
  throw new NamedError('WrongInput', 'capture needs {"pair": "<name>"}', 'Name the pair in the input of the schedule.');
};

const strayRole = ({ reportedRole, healthy, clusterRole }: ApplianceHealth): string | undefined => {
  if (!healthy) return 'the primary says over its API that it is not well';
  return reportedRole === 'standby' ? `the primary reports the role standby (cluster role ${clusterRole})` : undefined;
};

/**
 * @returns what was captured, or why nothing was.
 * @throws BackupEmpty, BackupIsErrorPage, BackupTruncated, BackupTimedOut, CredentialsRefused and the other failures of the API
 */
export const capture =
  (tools: CaptureTools) =>
  async (event: unknown, remainingMs: RemainingTime): Promise<CaptureResult> => {
    const pair = pairOf(event);
    const settings = await tools.settings.read(pair);
    const signal = AbortSignal.timeout(Math.max(1, Math.min(MOST_MS, remainingMs() - END_MARGIN_MS)));
    const ground = await captureGround(tools, settings, signal);
    if ('blocked' in ground) return { skipped: ground.blocked };
    const { primary, credentialsOf } = ground.record;
    const accountsOf = credentialsOf[primary] ?? primary;
    const api = tools.apiOf(settings, primary, accountsOf);
    const health = await api.health(signal);
    const stray = strayRole(health);
    if (stray !== undefined) return { skipped: stray };
    const capturedAt = new Date(tools.clock.nowMs()).toISOString();
    const backupId = backupIdOf(capturedAt, tools.newId());
    return take(tools, { settings, record: ground.record, accountsOf, health, backupId, capturedAt, signal });
  };

interface Taking {
  readonly settings: PairSettings;
  readonly record: PairRecord;
  readonly accountsOf: string;
  readonly health: ApplianceHealth;
  readonly backupId: string;
  readonly capturedAt: string;
  readonly signal: AbortSignal;
}

const take = async (tools: CaptureTools, taking: Taking): Promise<CaptureResult> => {
  const { settings, record, accountsOf, health, backupId, capturedAt, signal } = taking;
  const { primary, epoch } = record;
  const key = backupKey(settings.name, backupId);
  const upload = await tools.shelf.begin(key);
  let completed = false;
  try {
    const body = await tools.apiOf(settings, primary, accountsOf).backup(signal);
    const firstBytes = await streamBackup(primary, body, upload);
    const { manifests } = await tools.backups.list(settings.name);
    const lastGood = manifests.find(({ suspect }) => suspect === undefined);
    const verdict = judgeWhole({
      contentType: body.contentType,
      ...(body.contentLength === undefined ? {} : { contentLength: body.contentLength }),
      firstBytes,
      bytes: upload.bytes,
      ...(lastGood ? { lastGoodBytes: lastGood.bytes } : {}),
      minShrinkRatio: settings.backup.minShrinkRatio,
    });
    refuseFailed(primary, verdict);
    // Before the upload is completed: a completed object cannot be taken back.
    const still = await captureGround(tools, settings, signal, record);
    if ('blocked' in still) return { skipped: still.blocked };
    const { versionId, bytes, sha256 } = await upload.complete();
    completed = true;
    const suspect = verdict.verdict === 'suspect' ? { suspect: verdict.because } : {};
    await tools.shelf.writeManifest({
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
      credentialsOf: accountsOf,
      ...suspect,
      notIncluded: NOT_IN_BACKUP,
    });
    return { captured: backupId, bytes, sha256, ...suspect };
  } finally {
    if (!completed) await upload.abort();
  }
};
