// The interface to the journal: intents before acting, outcomes after. One small object an entry, never overwritten.
import type { JournalLine } from '../../domain/model/journal-line.ts';

export interface JournalEntry extends JournalLine {
  readonly recoveryId: string;
  readonly epoch: number;
}

export interface Journal {
  write(pair: string, entry: JournalEntry): Promise<void>;
  /**
   * The entries of one recovery, oldest first. For a state with very many attempts, only the first and the last.
   * Unreadable entries come first, as one error of the state `Journal`.
   */
  read(pair: string, recoveryId: string): Promise<readonly JournalEntry[]>;
}
