// Finds out who has the lease when Begin needs it, and what to do about it. Close-out and reconcile close out a recovery
// whose execution has ended. Begin waits for them, and does it itself only where nobody else would in time
// (docs/adr/0011-begin-closes-out-last.md). It may let a drill finish.
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import type { RemainingTime } from '../../../contract/runtime/clock.ts';
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { AdmissionRequest } from '../../../domain/admission/admission.ts';
import { mayBeAlive } from '../../../domain/admission/lease.ts';
import { failureOfEnd, isOverdue, recoveryOfLease, wasPreempted } from '../../../domain/admission/orphaned-recovery.ts';
import { isCommitted, mayFinishFirst, preempts } from '../../../domain/admission/preemption.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import type { Executions } from '../../../platform/executions.ts';
import { namesOf } from '../../pairs/read-pairs.ts';
import { type HaltRecoveryTools, haltRecovery } from '../end/halt-recovery.ts';
import { readJournal } from '../end/read-journal.ts';

export interface LeaseOwnerTools extends HaltRecoveryTools {
  readonly executions: Executions;
}

export interface Asking extends Pick<Recovery, 'kind' | 'dryRun'> {
  /** ARN of the execution that needs the lease. */
  readonly execution: string;
  /** Its attempts so far, including this one. */
  readonly attempt: number;
}

export type Owner = Pick<
  AdmissionRequest,
  'ownerAsked' | 'ownerIsRunning' | 'ownerMayFinishFirst' | 'ownerIsCommitted'
>;

export const leaseOwner = async (
  tools: LeaseOwnerTools,
  settings: PairSettings,
  asking: Asking,
  remainingMs: RemainingTime,
): Promise<Owner> => {
  const { record, nowMs } = await tools.records.read(settings);
  const { lease } = record;
  if (!lease || lease.owner === asking.execution) return { ownerAsked: lease?.owner, ownerIsRunning: false };
  const { status, endedAtMs } = await tools.executions.describe(lease.owner);
  const ownerIsRunning = status === 'RUNNING' || status === 'PENDING_REDRIVE';
  const recovery = recoveryOfLease(record, lease, namesOf(settings));
  // Close-out has left a drill alone whose last function could still run, and a failover must not wait for the minute.
  const nobodyComes = preempts(asking, lease) || isOverdue(lease, endedAtMs, nowMs);
  if (!ownerIsRunning && !mayBeAlive(lease, nowMs) && nobodyComes) {
    const failure = describeFailure(failureOfEnd(status, wasPreempted(record, lease.recoveryId)));
    await haltRecovery(tools, settings, { recovery, failure, endedBy: 'Begin' }, remainingMs);
  }
  if (!ownerIsRunning || !preempts(asking, lease)) return { ownerAsked: lease.owner, ownerIsRunning };
  const journal = await readJournal(tools.journal, recovery);
  const ownerMayFinishFirst = mayFinishFirst(journal, asking.attempt);
  return { ownerAsked: lease.owner, ownerIsRunning, ownerMayFinishFirst, ownerIsCommitted: isCommitted(journal) };
};
