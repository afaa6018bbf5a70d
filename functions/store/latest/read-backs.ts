// The interface to the result of the last read-back of a pair's newest backup.
import type { ReadBack } from '../../domain/backup/backup-verification.ts';

export interface ReadBacks {
  /** Undefined if there was none, or if it cannot be read. */
  latest(pair: string): Promise<ReadBack | undefined>;
  /** The last writer wins. */
  write(pair: string, readBack: ReadBack): Promise<void>;
}
