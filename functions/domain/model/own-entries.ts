// Two recoveries of a pair may have the same id: it consists of a second and the end of an execution name, which a
// person may choose. Their epochs always differ, so readers of a journal select the entries of one epoch. Pure.
import type { JournalLine } from './journal-line.ts';
import type { JournalOutcome } from './outcome.ts';

interface OfEpoch {
  readonly epoch: number;
  readonly outcome?: JournalOutcome;
}

/** The line that stands for what could not be read. */
export const unreadableJournal = (evidence: string) =>
  ({
    state: 'Journal',
    attempt: 1,
    event: 'error',
    outcome: 'JournalUnreadable',
    evidence: [evidence],
  }) as const satisfies Partial<JournalLine>;

/** The entries of one recovery among those of one id. */
export const ownEntries = <E extends OfEpoch>(journal: readonly E[], { epoch }: OfEpoch): readonly E[] =>
  journal.filter((entry) => entry.epoch === epoch);

/** The name of its report: the id, unless another recovery with that id has left entries as well, or may have. */
export const reportName = (
  journal: readonly OfEpoch[],
  { recoveryId, epoch }: OfEpoch & { readonly recoveryId: string },
): string => {
  const mayBeShared = journal.some((entry) => entry.epoch !== epoch || entry.outcome === 'JournalUnreadable');
  return mayBeShared ? `${recoveryId}-${epoch}` : recoveryId;
};

/** Epochs in the journal, each once, oldest first. */
export const epochsIn = (journal: readonly OfEpoch[]): readonly number[] =>
  [...new Set(journal.map(({ epoch }) => epoch))].toSorted((one, other) => one - other);
