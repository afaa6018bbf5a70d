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

/**
 * Returns the changed record, or undefined to keep it. Pure: it may be called again after a lost race. Throws a
 * NamedError to refuse.
 */
export type RecordChange = (record: PairRecord, nowMs: number) => PairRecord | undefined;

export interface PairRecords {
  /** The record; if none was ever written, a new one with `preferred` as the primary. */
  read(settings: PairSettings, signal?: AbortSignal): Promise<RecordReading>;
  /**
   * Reads, changes and writes conditionally; reads again if another writer was first (bounded). Sets revision and
   * nonce.
   * @throws PairRecordContended after too many lost races.
   */
  change(settings: PairSettings, change: RecordChange): Promise<RecordReading>;
}
