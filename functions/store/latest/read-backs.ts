// The interface to what the last read-back of a pair's newest backup found.
import type { ReadBack } from '../../domain/backup/backup-verification.ts';

export interface ReadBacks {
  /** Undefined where there was none, or none that can be read. */
  latest(pair: string): Promise<ReadBack | undefined>;
  /** The last writer wins. */
  write(pair: string, readBack: ReadBack): Promise<void>;
}
