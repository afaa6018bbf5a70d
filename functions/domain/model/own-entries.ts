// Two recoveries of a pair may bear one id: it is made of a second and of the end of a name that a person may choose. Their epochs differ
// always, so whoever reads a journal reads the entries of one epoch. Pure.

interface OfEpoch {
  readonly epoch: number;
}

/** The entries of one recovery among those of one id. */
export const ownEntries = <E extends OfEpoch>(journal: readonly E[], { epoch }: OfEpoch): readonly E[] =>
  journal.filter((entry) => entry.epoch === epoch);

/** Under which name its report lies: the id, unless another recovery of that id has left entries as well. */
export const reportName = (
  journal: readonly OfEpoch[],
  { recoveryId, epoch }: OfEpoch & { readonly recoveryId: string },
): string => (journal.some((entry) => entry.epoch !== epoch) ? `${recoveryId}-${epoch}` : recoveryId);

/** Epochs in the journal, each once, oldest first. */
export const epochsIn = (journal: readonly OfEpoch[]): readonly number[] =>
  [...new Set(journal.map(({ epoch }) => epoch))].toSorted((one, other) => one - other);
