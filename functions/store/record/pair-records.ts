// The interface to the pair record: one JSON object per pair, changed only by conditional write.

import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';

/**
 * The record as read or written, with the store's own time (the Date header of its answer): the `now` of every lease.
 */
export interface RecordReading {
  readonly record: PairRecord;
  readonly nowMs: number;
}

/** What a change decides: the record to write, or undefined to keep it, and whatever else the caller needs to know. */
export interface RecordDecision {
  readonly record: PairRecord | undefined;
}

/** The record as it is afterwards, and what the change decided. */
export type Changed<D extends RecordDecision> = Omit<D, keyof RecordReading> & RecordReading;

export interface PairRecords {
  /** The record; if none was ever written, a new one with `preferred` as the primary. */
  read(settings: PairSettings, signal?: AbortSignal): Promise<RecordReading>;
  /**
   * Reads, changes and writes conditionally; reads again if another writer was first (bounded). Sets revision and
   * nonce. `change` is pure, because it is called again after a lost race, and throws a failure to refuse.
   * @returns what `change` decided in the call whose record was written.
   * @throws PairRecordContended after too many lost races.
   * @example
   * const { until } = await records.change(settings, (record, nowMs) => {
   *   const pause = newPause(operation, nowMs);
   *   return { record: { ...record, pause }, until: pause.until };
   * });
   */
  change<D extends RecordDecision>(
    settings: PairSettings,
    change: (record: PairRecord, nowMs: number) => D,
  ): Promise<Changed<D>>;
}
