// Close-out: an execution that was stopped, or ran out of time or data, does not reach Halt. The event of its end
// starts this function. It leaves the same hold, report and notification, from the pair record and the journal alone.
// If the record cannot be read, it notifies operators of that.

import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import type { RemainingTime } from '../../../contract/runtime/clock.ts';
import {
  failureOfEnd,
  isClosed,
  isClosedLater,
  recoveryOfJournal,
  recoveryOfLease,
  wasPreempted,
} from '../../../domain/admission/orphaned-recovery.ts';
import type { FailureDescription } from '../../../domain/failure/failure.ts';
import { epochsIn, ownEntries } from '../../../domain/model/own-entries.ts';
import { recoveryIdOf } from '../../../domain/model/recovery-id.ts';
import { bodyOf, subjectLine } from '../../../domain/text/notification-body.ts';
import type { Message } from '../../../platform/messages.ts';
import { namesOf, type PairReading, type PairTools, pairsUnreadable, readPairs } from '../../pairs/read-pairs.ts';
import { type Halted, type HaltRecoveryTools, haltRecovery } from './halt-recovery.ts';

export interface CloseOutTools extends HaltRecoveryTools, PairTools {}

/**
 * EventBridge's `Step Functions Execution Status Change`, reduced to the fields read here.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export interface ExecutionEnded {
  readonly detail: {
    readonly executionArn: string;
    readonly status: string;
    /** ms since 1970. */
    readonly startDate: number;
  };
}

export interface CloseOutResult {
  /** Sentences: what was closed out. */
  readonly evidence: readonly string[];
}

/** Ends of an execution in which Halt cannot have notified anyone. */
const SILENT_ENDS = ['ABORTED', 'TIMED_OUT'];

const leftOpen = (failure: FailureDescription, unreadable: readonly string[], owner: string): Message => ({
  subject: subjectLine(`Twinbox: ${failure.name}, and its pair record cannot be read`),
  body: bodyOf([
    `What happened: ${failure.message}, and it could not be closed out: ${unreadable.join('; ')}`,
    'What callers should do: nothing. It is not known yet how far the recovery got: the service may be down, or may have been moved.',
    'What to do: check the execution, and repair the pair record as the runbook describes under PairRecordUnreadable. Until then no automatic recovery starts. Afterwards Twinbox closes out the recovery within two minutes and notifies you how to continue.',
    `Execution: ${owner}`,
  ]),
});

export const closeOut =
  (tools: CloseOutTools) =>
  async ({ detail }: ExecutionEnded, remainingMs: RemainingTime): Promise<CloseOutResult> => {
    const { executionArn: owner, status } = detail;
    const recoveryId = recoveryIdOf(owner, new Date(detail.startDate).toISOString());
    const endedSo = describeFailure(failureOfEnd(status));

    const closePair = async ({
      settings,
      record,
      nowMs,
    }: PairReading): Promise<'closed' | 'already' | 'later' | 'none'> => {
      const appliances = namesOf(settings);
      const { lease } = record;
      if (lease?.owner === owner && isClosedLater(lease, nowMs)) return 'later';
      const failure = describeFailure(failureOfEnd(status, wasPreempted(record, recoveryId)));
      const close = async (ended: Pick<Halted, 'recovery' | 'journal'>): Promise<'closed' | 'already'> => {
        const { already } = await haltRecovery(
          tools,
          settings,
          { ...ended, failure, endedBy: 'CloseOut' },
          remainingMs,
        );
        return already ? 'already' : 'closed';
      };
      if (lease?.owner === owner) return close({ recovery: recoveryOfLease(record, lease, appliances) });
      const journal = await tools.journal.read(settings.name, recoveryId);
      const epochs = epochsIn(journal);
      if (epochs.length === 0) return 'none';
      const open = epochs.find((epoch) => !isClosed(ownEntries(journal, { epoch })));
      if (open === undefined) return 'already';
      return close({ recovery: recoveryOfJournal(record, recoveryId, owner, open, appliances), journal });
    };

    /**
     * By the journal, begun and not closed; without entries, ended without Halt. True if the journal cannot be read
     * either.
     */
    const wasLeft = (pair: string): Promise<boolean> =>
      tools.journal.read(pair, recoveryId).then(
        (journal) =>
          journal.length > 0
            ? epochsIn(journal).some((epoch) => !isClosed(ownEntries(journal, { epoch })))
            : SILENT_ENDS.includes(status),
        () => true,
      );

    const { pairs, unreadable } = await readPairs(tools);
    const ends = await Promise.all(pairs.map(closePair));
    const evidence = pairs.map(({ settings }, index) => `${settings.name}: ${ends[index]}`);
    if (unreadable.length > 0) {
      const lost = tools.settings.pairs().filter((pair) => pairs.every(({ settings }) => settings.name !== pair));
      const left = ends.every((end) => end === 'none') ? (await Promise.all(lost.map(wasLeft))).includes(true) : false;
      // Lambda retries twice, so operators may get this three times.
      if (left) await tools.messages.notify(leftOpen(endedSo, unreadable, owner));
      throw pairsUnreadable(unreadable);
    }
    if (SILENT_ENDS.includes(status) && ends.every((end) => end === 'none')) {
      await tools.messages.notify({
        subject: subjectLine(`Twinbox: ${endedSo.name} before a recovery began`),
        body: bodyOf([
          `What happened: ${endedSo.message} before it had begun a recovery.`,
          'What callers should do: nothing. Traffic has not been moved: users are still sent where they were.',
          `Execution: ${owner}`,
        ]),
      });
    }
    return { evidence };
  };
