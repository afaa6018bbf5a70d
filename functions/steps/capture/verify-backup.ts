// Read-back: each night it reads the newest good backup completely and compares it with the length and hash in its
// manifest. It is called every hour, so that it makes up for a missed night. The inspector reports what it finds. While
// the newest backup is known to be intact it removes old ones; the capture must not, because it parses what an
// appliance sent.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock, RemainingTime } from '../../contract/runtime/clock.ts';
import type { LatestValues } from '../../contract/runtime/latest-value.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { isReadBackDue, type ReadBack } from '../../domain/backup/backup-verification.ts';
import { failure } from '../../domain/failure/failure.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import type { SettingsSource } from '../../platform/settings-source.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';
import type { Backups } from '../../store/vault/vault.ts';
import { newestGood } from '../backups/seek-backups.ts';
import { namedPair } from '../pairs/pair-from-event.ts';

export interface ReadBackTools {
  readonly backups: Pick<Backups, 'listed' | 'read' | 'prove'>;
  readonly readBacks: LatestValues<ReadBack>;
  readonly clock: Clock;
  readonly settings: Pick<SettingsSource, 'read'>;
  /** Which suspect backups count as good. */
  readonly records: Pick<PairRecords, 'read'>;
  /** Removes old backups of the pair after the newest one was found intact; omitted: removes none. Never throws. */
  readonly prune?: (settings: PairSettings, remainingMs: RemainingTime, record: PairRecord) => Promise<void>;
}

export interface ReadBackResult {
  /** One sentence: what was found, or why nothing was read. */
  readonly evidence: readonly string[];
}

/** Time left in the function when reading ends. */
const END_MARGIN_MS = 10_000;

const prove = async (
  { backups, clock }: ReadBackTools,
  manifest: BackupManifest,
  remainingMs: RemainingTime,
): Promise<ReadBack> => {
  const signal = clock.deadline(Math.max(1, remainingMs() - END_MARGIN_MS));
  try {
    const { intact, reason } = await backups.prove(manifest, signal);
    return { backupId: manifest.backupId, at: new Date(clock.nowMs()).toISOString(), intact, reason };
  } catch (error) {
    throw failure(
      'ReadBackBroken',
      `${manifest.backupId} could not be read to the end: ${describeFailure(error).message}`,
      undefined,
      error,
    );
  }
};

/**
 * Safe to run twice.
 * @throws WrongInput, ReadBackBroken
 */
export const readBack =
  (tools: ReadBackTools) =>
  async (event: unknown, remainingMs: RemainingTime): Promise<ReadBackResult> => {
    const pair = namedPair(event, 'read-back');
    const settings = await tools.settings.read(pair);
    const { record } = await tools.records.read(settings);
    const [newest, last] = await Promise.all([newestGood(tools.backups, pair, record), tools.readBacks.read(pair)]);
    if (!newest) return { evidence: [`the backup store holds no good backup of ${pair}`] };
    if (last && !isReadBackDue(last, newest.backupId, tools.clock.nowMs())) {
      if (last.intact) await tools.prune?.(settings, remainingMs, record);
      return { evidence: [`${last.backupId} was read back at ${last.at}`] };
    }
    const found = await prove(tools, newest, remainingMs);
    await tools.readBacks.write(pair, found);
    if (found.intact) await tools.prune?.(settings, remainingMs, record);
    return { evidence: [`${found.backupId} is ${found.intact ? 'intact' : 'damaged'}: ${found.reason}`] };
  };
