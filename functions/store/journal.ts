// The interface to the journal: intents before acting, outcomes after. One small object an entry, never overwritten.

export interface JournalEntry {
  readonly recoveryId: string;
  readonly epoch: number;
  /** ISO time. */
  readonly at: string;
  readonly state: string;
  readonly attempt: number;
  readonly event: 'intent' | 'outcome' | 'error' | 'closed';
  readonly outcome?: string;
  readonly evidence?: readonly string[];
}

export interface Journal {
  write(pair: string, entry: JournalEntry): Promise<void>;
  /** All entries of one recovery, oldest first. */
  read(pair: string, recoveryId: string): Promise<readonly JournalEntry[]>;
}
