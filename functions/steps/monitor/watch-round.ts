// One round of one pair: probes both appliances, names the diagnosis, and publishes its metrics. A failed round is
// logged and dropped. The next one follows in seconds, and only observed values are published.
import type { Vantage } from '../../appliance/probe/vantage.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { METRICS } from '../../contract/runtime/metrics.ts';
import { within } from '../../contract/runtime/within.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { peerOf } from '../../contract/settings/pair-settings.ts';
import { type Diagnosis, diagnose } from '../../domain/health/diagnosis.ts';
import type { Round } from '../../domain/model/observation.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { isSplit } from '../../domain/recovery/quarantine.ts';
import type { MetricPoint, Metrics } from '../../platform/metrics.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';
import { type BackupSource, newestGood } from '../backups/seek-backups.ts';
import { endStreak, type LockoutGuardTools, type WaitAdvice, withCaptureGrace } from './capture-grace.ts';

export interface WatchRoundTools extends LockoutGuardTools {
  readonly records: PairRecords;
  readonly vantage: Vantage;
  readonly metrics: Metrics;
  readonly backups: BackupSource;
  readonly clock: Clock;
}

/** A round's slot as ISO time, and the signal that ends all its calls. */
export interface RoundLimits {
  readonly slot: string;
  readonly signal: AbortSignal;
}

/** What a pair's rounds keep from one to the next within one invocation. */
export interface RoundMemory extends WaitAdvice {
  /** The record as last read, because the appliances must be watched even while the store fails. */
  record?: Pick<PairRecord, 'primary' | 'quarantined' | 'hold' | 'trusted' | 'distrusted'>;
  diagnosis?: Diagnosis['diagnosis'];
  /** ms since 1970. */
  backupAgePublishedMs?: number;
}

/** All probes run at once and end well before the next slot. */
const ROUND_TIMEOUT_MS = 4_000;

/** BackupAgeMinutes while there is no good backup: a year, above any threshold. */
const NO_BACKUP_AGE_MINUTES = 525_600;

const MINUTE_MS = 60_000;

const recordOf = async (
  tools: WatchRoundTools,
  settings: PairSettings,
  signal: AbortSignal,
  memory: RoundMemory,
): Promise<RoundMemory['record']> => {
  // No longer than the probes, so that their results can still be published in this round.
  const limit = tools.clock.deadline(ROUND_TIMEOUT_MS, signal);
  try {
    memory.record = (await within(limit, () => tools.records.read(settings, limit))).record;
  } catch (error) {
    tools.say(`the pair record of ${settings.name} cannot be read; Twinbox uses the last known roles`, error);
  }
  return memory.record;
};

const publishBackupAge = async (
  tools: WatchRoundTools,
  settings: PairSettings,
  signal: AbortSignal,
  memory: RoundMemory,
): Promise<void> => {
  const nowMs = tools.clock.nowMs();
  if (memory.backupAgePublishedMs !== undefined && nowMs - memory.backupAgePublishedMs < MINUTE_MS) return;
  memory.backupAgePublishedMs = nowMs;
  const record = memory.record ?? (await recordOf(tools, settings, signal, memory));
  const newest = await newestGood(tools.backups, settings.name, record ?? {}, signal);
  const value = newest ? Math.max(0, (nowMs - Date.parse(newest.capturedAt)) / MINUTE_MS) : NO_BACKUP_AGE_MINUTES;
  const at = new Date(nowMs).toISOString();
  await tools.metrics.put(
    settings.name,
    [{ name: METRICS.backupAgeMinutes, value, at, highResolution: false }],
    signal,
  );
};

const splitBrainPoint = (seen: Round['appliances'][string] | undefined, at: string): MetricPoint => ({
  name: METRICS.splitBrain,
  value: isSplit(seen) ? 1 : 0,
  at,
  highResolution: false,
});

/** For as long as a hold waits for a person, so that no on-call service closes its incident before. */
const holdPoint = (at: string): MetricPoint => ({
  name: METRICS.recoveryHalted,
  value: 1,
  at,
  highResolution: false,
});

/**
 * While the roles are unknown PrimaryDown is not published: after a failover the preferred appliance may be off on
 * purpose.
 */
const pointsOf = (
  { primaryDown, serviceDown }: Pick<Diagnosis, 'primaryDown' | 'serviceDown'>,
  { appliances, slot: at }: Round,
  record: RoundMemory['record'],
): readonly MetricPoint[] => [
  ...(record ? [{ name: METRICS.primaryDown, value: primaryDown, at, highResolution: true }] : []),
  ...(serviceDown === undefined ? [] : [{ name: METRICS.serviceDown, value: serviceDown, at, highResolution: true }]),
  ...(record?.quarantined ? [splitBrainPoint(appliances[record.quarantined.appliance], at)] : []),
  ...(record?.hold ? [holdPoint(at)] : []),
  { name: METRICS.heartbeat, value: 1, at, highResolution: true },
];

/** Never throws. */
export const watchRound = async (
  tools: WatchRoundTools,
  settings: PairSettings,
  { slot, signal }: RoundLimits,
  memory: RoundMemory,
): Promise<void> => {
  const decide = async (): Promise<void> => {
    const [round, record] = await Promise.all([
      tools.vantage.round(settings, slot, ROUND_TIMEOUT_MS),
      recordOf(tools, settings, signal, memory),
    ]);
    const primary = record?.primary ?? settings.preferred;
    const found = diagnose(round, { primary, standby: peerOf(settings, primary).name });
    if (found.diagnosis !== memory.diagnosis) {
      tools.say(`${settings.name} is ${found.diagnosis}: ${found.evidence.join('; ')}`);
      memory.diagnosis = found.diagnosis;
    }
    if (found.primaryDown === 0) endStreak(memory);
    const primaryDown =
      found.primaryDown === 1 && record
        ? await withCaptureGrace(tools, settings, primary, { slot, nowMs: tools.clock.nowMs(), signal }, memory)
        : found.primaryDown;
    await tools.metrics.put(settings.name, pointsOf({ ...found, primaryDown }, round, record), signal);
  };
  const [decided, aged] = await Promise.allSettled([
    within(signal, decide),
    within(signal, () => publishBackupAge(tools, settings, signal, memory)),
  ]);
  if (decided.status === 'rejected') tools.say(`the round of ${settings.name} at ${slot} failed`, decided.reason);
  if (aged.status === 'rejected') tools.say(`the backup age of ${settings.name} could not be published`, aged.reason);
};
