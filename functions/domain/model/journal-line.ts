// One line of the journal of a recovery.

import type { JournalOutcome } from './outcome.ts';

/** One line of the journal, as far as the report needs it. */
export interface JournalLine {
  /** ISO time. */
  readonly at: string;
  readonly state: string;
  readonly attempt: number;
  readonly event: 'intent' | 'outcome' | 'error' | 'closed';
  readonly outcome?: JournalOutcome;
  readonly evidence?: readonly string[];
}
