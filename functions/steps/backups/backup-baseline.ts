// Finds what a new backup is compared with: all good backups of the last days.
import { baselineSearch } from '../../domain/backup/backup-baseline.ts';
import type { Baseline } from '../../domain/backup/backup-verdict.ts';
import type { Trusting } from '../../domain/trust/trust.ts';
import { type BackupSource, goodManifestsOf } from './seek-backups.ts';

export interface BaselineSpan {
  /** When the new one was captured, ms since 1970. */
  readonly atMs: number;
  readonly days: number;
  readonly signal?: AbortSignal;
}

export const baselineOf = async (
  backups: BackupSource,
  pair: string,
  record: Trusting,
  { atMs, days, signal }: BaselineSpan,
): Promise<Baseline | undefined> => {
  const search = baselineSearch(record, atMs, days);
  for await (const manifest of goodManifestsOf(backups, pair, record, signal)) {
    if (!search.take(manifest)) break;
  }
  return search.baseline();
};
