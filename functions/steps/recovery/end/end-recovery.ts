// The orderly end of a recovery, shared by Finish and StandDown: releases the lease, writes the report, notifies
// operators. The lease comes first, so that no failure here can delay the next recovery.

import type { RemainingTime } from '../../../contract/runtime/clock.ts';
import type { StateName } from '../../../contract/workflow/phase-names.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import type { TaskInput } from '../../../contract/workflow/workflow-state.ts';
import { endLease, type LeaseEnd } from '../../../domain/admission/lease.ts';
import { failure } from '../../../domain/failure/failure.ts';
import type { PairRecord, RecoveryOutcome } from '../../../domain/record/pair-record.ts';
import { isStartNotified } from '../../../domain/recovery/notices.ts';
import { withoutOutage } from '../../../domain/recovery/outage.ts';
import type { PairRecords } from '../../../store/record/pair-records.ts';
import { notifyBounded } from '../../notify/notify-bounded.ts';
import { type PublishTools, publishReport } from './publish-report.ts';

export interface EndRecoveryTools extends PublishTools {
  readonly records: PairRecords;
}

export interface OrderlyEnd {
  readonly endedBy: StateName;
  readonly outcome: RecoveryOutcome;
  /** Whether this ends the outage. */
  readonly endsOutage: (record: PairRecord, nowMs: number) => boolean;
  /** Whether an existing hold stays in the record. */
  readonly keepHold: (record: PairRecord) => boolean;
}

/** Outcomes that an alarm repeats while a primary goes up and down. */
const REPEATED: readonly RecoveryOutcome[] = ['stood-down', 'would-have-acted'];

/** Safe to run twice. @throws LeaseLostError, WorkflowBroken, NotPublished */
export const endRecovery = async (
  tools: EndRecoveryTools,
  input: TaskInput,
  remainingMs: RemainingTime,
  { endedBy, outcome, keepHold, endsOutage }: OrderlyEnd,
): Promise<ResultOf<'Finish' | 'StandDown'>> => {
  const { recovery, settings } = input.state;
  if (!recovery || !settings) {
    throw failure('WorkflowBroken', `${endedBy} was started without a recovery`);
  }
  const { recoveryId, epoch, pair } = recovery;
  const note = (event: 'intent' | 'outcome', evidence?: readonly string[]): Promise<void> =>
    tools.journal.write(pair, {
      recoveryId,
      epoch,
      at: new Date(tools.clock.nowMs()).toISOString(),
      state: endedBy,
      attempt: 1,
      event,
      ...(evidence && { outcome: 'finished', evidence }),
    });
  await note('intent');
  const { record: left } = await tools.records.change(settings, (record, nowMs) => {
    // Our own answer was lost: the lease is already released.
    if (!record.lease && record.lastRecovery?.recoveryId === recoveryId) return { record: undefined };
    const end: LeaseEnd = { outcome, keepHold: keepHold(record), aliveUntilMs: nowMs + remainingMs() };
    const ended = endLease(record, recovery, end, nowMs);
    return { record: endsOutage(record, nowMs) ? withoutOutage(ended) : ended };
  });
  const evidence = [`released the lease of epoch ${epoch}: ${outcome}`];
  await note('outcome', evidence);
  const { quarantined, lastProof, replaced } = left;
  const ending = {
    ...{ recovery, outcome, state: input.state, endedBy },
    ...(quarantined && { quarantined }),
    ...(lastProof && { lastProof }),
    ...(replaced && { replaced }),
  };
  const { notices } = left;
  const isRepeated =
    recovery.trigger === 'alarm' && REPEATED.includes(outcome) && !isStartNotified(notices, recoveryId);
  await publishReport(
    tools,
    settings,
    ending,
    isRepeated ? (message) => notifyBounded(tools, settings, { kind: outcome, recoveryId }, message) : undefined,
  );
  return { outcome: 'finished', attempt: 1, evidence: [...evidence, 'report written, operators notified'] };
};
