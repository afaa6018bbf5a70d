// Ends a recovery that did not complete. Halt calls it for its own execution; close-out and reconcile call it for
// executions that did not reach Halt, and Begin where neither of them has. It replaces the lease with a hold, notifies operators and writes the report.
// It repeats that if an earlier try failed.

import type { Clock, RemainingTime } from '../../../contract/runtime/clock.ts';
import { METRICS } from '../../../contract/runtime/metrics.ts';
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import { mainLineOf, phaseOf } from '../../../contract/workflow/phase-names.ts';
import type { WorkflowState } from '../../../contract/workflow/workflow-state.ts';
import { endLease, holdsLease } from '../../../domain/admission/lease.ts';
import { type EndedRecovery, isClosed, wasPreempted } from '../../../domain/admission/orphaned-recovery.ts';
import { isCommitted } from '../../../domain/admission/preemption.ts';
import type { FailureDescription } from '../../../domain/failure/failure.ts';
import { ownEntries } from '../../../domain/model/own-entries.ts';
import type { ReplacedRecord } from '../../../domain/record/old-answers.ts';
import type { Hold, Proof, Quarantine } from '../../../domain/record/pair-record.ts';
import { holdOf } from '../../../domain/recovery/hold.ts';
import type { Metrics } from '../../../platform/metrics.ts';
import type { JournalEntry } from '../../../store/record/journal.ts';
import type { PairRecords } from '../../../store/record/pair-records.ts';
import { type PublishTools, publishReport } from './publish-report.ts';
import { readJournal } from './read-journal.ts';

export interface HaltRecoveryTools extends PublishTools {
  readonly records: PairRecords;
  /**
   * Omitted where a function may not publish metrics: Begin, which closes out only what the others should have.
   */
  readonly metrics?: Metrics;
  readonly clock: Clock;
}

export interface Halted {
  readonly recovery: EndedRecovery;
  readonly failure: FailureDescription;
  readonly state?: WorkflowState;
  /** The state or function that closes it, for the journal. */
  readonly endedBy: string;
  /** Its journal, if the caller has read it. */
  readonly journal?: readonly JournalEntry[];
}

/** What the record says once the lease is gone. */
interface Left {
  readonly outcome: 'halted' | 'preempted';
  readonly hold?: Hold;
  readonly quarantined?: Quarantine;
  readonly lastProof?: Proof;
  readonly outageSince?: string;
  readonly replaced?: ReplacedRecord;
}

/**
 * A drill and a reprotect change nothing for users, nor does a switchover before the shutdown; Reconcile repeats a
 * fence.
 */
const leavesHold = ({ kind }: EndedRecovery, journal: readonly JournalEntry[]): boolean =>
  kind === 'failover' || (kind === 'switchover' && isCommitted(journal));

const replaceLease = async (
  tools: HaltRecoveryTools,
  settings: PairSettings,
  { recovery, failure }: Halted,
  journal: readonly JournalEntry[],
  remainingMs: RemainingTime,
): Promise<Left> => {
  const mainLine = mainLineOf(recovery.kind).map((state) => ({ state, message: phaseOf(state).description }));
  const { record } = await tools.records.change(settings, (current, nowMs) => {
    // A run that lost its lease to a newer one must not change the record.
    if (!holdsLease(current, recovery)) return { record: undefined };
    const aliveUntilMs = nowMs + remainingMs();
    // A dry run changed nothing, and a hold would block the next failover.
    if (recovery.dryRun || !leavesHold(recovery, journal)) {
      const outcome = wasPreempted(current, recovery.recoveryId) ? 'preempted' : 'halted';
      return { record: endLease(current, recovery, { outcome, keepHold: true, aliveUntilMs }, nowMs) };
    }
    const hold = holdOf({ recovery, failure, journal, mainLine, earlier: current.hold, record: current, nowMs });
    return { record: endLease(current, recovery, { outcome: 'halted', hold, aliveUntilMs }, nowMs) };
  });
  const { hold, quarantined, lastProof, outage, replaced } = record;
  const isOfOutage = recovery.kind === 'failover' && !recovery.dryRun && outage?.appliance === recovery.from;
  return {
    outcome: wasPreempted(record, recovery.recoveryId) ? 'preempted' : 'halted',
    ...(hold?.recoveryId === recovery.recoveryId && { hold }),
    ...(quarantined && { quarantined }),
    ...(lastProof && { lastProof }),
    ...(isOfOutage && { outageSince: outage.since }),
    ...(replaced && { replaced }),
  };
};

/** Safe to run twice. @returns the hold that is left, if any; `already` if the recovery was closed before. */
export const haltRecovery = async (
  tools: HaltRecoveryTools,
  settings: PairSettings,
  halted: Halted,
  remainingMs: RemainingTime,
): Promise<{ readonly already: boolean; readonly hold?: Hold }> => {
  const { recovery, endedBy, failure, state } = halted;
  const ofThatId = halted.journal ?? (await readJournal(tools.journal, recovery));
  const journal = ownEntries(ofThatId, recovery);
  const left = await replaceLease(tools, settings, halted, journal, remainingMs);
  const { hold } = left;
  if (isClosed(journal)) return { already: true, ...(hold && { hold }) };
  const ending = { recovery, failure, endedBy, ...(state && { state }), ...left };
  const at = new Date(tools.clock.nowMs()).toISOString();
  // Try both, even if one fails: an alarm without a notification is better than nothing, and so is the reverse.
  const [published, counted] = await Promise.allSettled([
    publishReport(tools, settings, { ...ending, journal: ofThatId }),
    hold
      ? tools.metrics?.put(recovery.pair, [{ name: METRICS.recoveryHalted, value: 1, at, highResolution: false }])
      : undefined,
  ]);
  if (published.status === 'rejected') throw published.reason;
  if (counted.status === 'rejected') throw counted.reason;
  return { already: false, ...(hold && { hold }) };
};
