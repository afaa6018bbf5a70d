// The journal of a recovery that ends. If it cannot be read, the recovery ends all the same, with a report that says so:
// operators are notified of a move, a halt and a hold even while the store refuses the journal.
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import { unreadableJournal } from '../../../domain/model/own-entries.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import type { Journal, JournalEntry } from '../../../store/record/journal.ts';

type Ended = Pick<Recovery, 'pair' | 'recoveryId' | 'epoch' | 'startedAt'>;

/** All entries of that id, oldest first. Never throws. */
export const readJournal = async (
  journal: Pick<Journal, 'read'>,
  { pair, recoveryId, epoch, startedAt }: Ended,
): Promise<readonly JournalEntry[]> => {
  const [read] = await Promise.allSettled([journal.read(pair, recoveryId)]);
  if (read.status === 'fulfilled') return read.value;
  const evidence = `JournalUnreadable: ${describeFailure(read.reason).message}`;
  return [{ recoveryId, epoch, at: startedAt, ...unreadableJournal(evidence) }];
};
