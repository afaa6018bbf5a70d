// Capture: fetches a backup from the primary, judges it, and writes it to the backup store, the manifest last. Safe to
// run twice: each run makes its own backup.

import type { ApplianceApiOf, ApplianceHealth } from '../../appliance/appliance.ts';
import type { Clock, RemainingTime } from '../../contract/runtime/clock.ts';
import { isWithinHours } from '../../domain/backup/capture-window.ts';
import { accountsOf } from '../../domain/record/accepted-accounts.ts';
import type { MetricPoint, Metrics } from '../../platform/metrics.ts';
import type { SettingsSource } from '../../platform/settings-source.ts';
import { backupIdOf } from '../../store/form/object-keys.ts';
import { followAccount } from '../pairs/follow-account.ts';
import { namedPair } from '../pairs/pair-from-event.ts';
import { type CaptureTurnTools, inTurn } from './capture-lease.ts';
import { figuresOf, figuresOfFailure } from './capture-metrics.ts';
import { captureGround } from './capture-preconditions.ts';
import { type NotifyCapturesTools, notifyCaptures } from './notify-captures.ts';
import { type TakeBackupTools, type Taken, type Taking, takeBackup } from './take-backup.ts';

export interface CaptureTools extends TakeBackupTools, CaptureTurnTools, Pick<NotifyCapturesTools, 'messages'> {
  readonly settings: SettingsSource;
  readonly apiOf: ApplianceApiOf;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Unique per capture; letters, digits and hyphens. */
  readonly newId: () => string;
}

const MOST_MS = 14 * 60_000;
/** Time left to clean up an unfinished upload. */
const END_MARGIN_MS = 10_000;

/** Only scheduled captures are limited to `backup.between`. */
const isScheduled = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'trigger' in event && event.trigger === 'schedule';

const strayRole = ({ reportedRole, healthy, clusterRole }: ApplianceHealth): string | undefined => {
  if (!healthy) return 'the primary reports over its API that it is unhealthy';
  return reportedRole === 'standby' ? `the primary reports the role standby (cluster role ${clusterRole})` : undefined;
};

/** Metrics that cannot be published do not fail the capture. */
const publishFigures = async (tools: CaptureTools, pair: string, points: readonly MetricPoint[]): Promise<void> => {
  try {
    await tools.metrics.put(pair, points);
  } catch (error) {
    tools.say(`the capture metrics of ${pair} could not be published`, error);
  }
};

/** A failed update does not fail the capture: the next capture finds the version again. */
const follow = async (
  tools: CaptureTools,
  { settings, record }: Taking,
  secretVersionId: string | undefined,
): Promise<void> => {
  try {
    await followAccount(tools.records, settings, record.primary, secretVersionId);
  } catch (error) {
    tools.say(
      `the pair record of ${settings.name} could not be updated with the secret version that ${record.primary} accepts`,
      error,
    );
  }
};

const takeAndNotify = async (tools: CaptureTools, taking: Taking): Promise<Taken> => {
  const { name: pair } = taking.settings;
  const beganMs = tools.clock.nowMs();
  const span = () => ({ beganMs, endedMs: tools.clock.nowMs() });
  try {
    const taken = await takeBackup(tools, taking);
    await publishFigures(tools, pair, figuresOf(taken, span()));
    if ('captured' in taken) {
      await follow(tools, taking, taken.secretVersionId);
      await notifyCaptures(tools, taking, taken);
    }
    return taken;
  } catch (error) {
    await publishFigures(tools, pair, figuresOfFailure(taking.signal.aborted, span()));
    throw error;
  }
};

/**
 * @returns what was captured, or why nothing was.
 * @throws BackupEmpty, BackupIsErrorPage, BackupTruncated, BackupTimedOut, CredentialsRefused and the other failures of
 * the API
 */
export const capture =
  (tools: CaptureTools) =>
  async (event: unknown, remainingMs: RemainingTime): Promise<Taken> => {
    const pair = namedPair(event, 'capture');
    const settings = await tools.settings.read(pair);
    const { between } = settings.backup;
    if (isScheduled(event) && between !== undefined && !isWithinHours(between, tools.clock.nowMs())) {
      return { skipped: `captures are scheduled only between ${between}` };
    }
    const signal = tools.clock.deadline(Math.max(1, Math.min(MOST_MS, remainingMs() - END_MARGIN_MS)));
    const ground = await captureGround(tools, settings, signal);
    if ('blocked' in ground) return { skipped: ground.blocked };
    const { record } = ground;
    const credentialsOf = accountsOf(record, record.primary);
    const api = tools.apiOf(settings, record.primary, credentialsOf, record.secretVersionOf?.[record.primary]);
    const health = await api.health(signal);
    const stray = strayRole(health);
    if (stray !== undefined) return { skipped: stray };
    const capturedAt = new Date(tools.clock.nowMs()).toISOString();
    const captureId = tools.newId();
    const backupId = backupIdOf(capturedAt, captureId);
    const notAfter = new Date(tools.clock.nowMs() + remainingMs()).toISOString();
    const turn = { captureId, appliance: record.primary, startedAt: capturedAt, notAfter };
    const taking = { settings, record, api, credentialsOf, health, backupId, capturedAt, signal };
    return inTurn(tools, pair, turn, () => takeAndNotify(tools, taking));
  };
