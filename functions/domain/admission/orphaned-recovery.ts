// Reconstructs a recovery from its lease, hold or journal, so that another function can close it out. Pure.

import { type Failure, failure } from '../failure/failure.ts';
import type { FailureName } from '../failure/failure-name.ts';
import type { JournalLine } from '../model/journal-line.ts';
import type { Recovery } from '../model/recovery.ts';
import type { Hold, Lease, PairRecord } from '../record/pair-record.ts';
import { directionOfKind } from '../recovery/direction.ts';
import type { ReportFacts } from '../report/report.ts';
import { timeOfId } from '../text/basic-time.ts';
import { ownValue } from '../text/own-value.ts';
import { mayBeAlive } from './lease.ts';

/** The part of a recovery that closing it out needs. */
export type EndedRecovery = ReportFacts['recovery'] & Pick<Recovery, 'owner'>;

/** The recovery that holds this lease. */
export const recoveryOfLease = (record: PairRecord, lease: Lease, appliances: readonly string[]): EndedRecovery => {
  const direction = directionOfKind(lease.kind, record, appliances);
  const { recoveryId, kind, dryRun, epoch, owner, named } = lease;
  const { from = direction.from, to = direction.to } = lease;
  const startedAt = timeOfId(recoveryId);
  return { recoveryId, pair: record.pair, kind, dryRun, epoch, owner, from, to, startedAt, ...(named && { named }) };
};

/**
 * A recovery that left a journal but no longer has the lease: its direction comes from its own hold, or else from the
 * record.
 */
export const recoveryOfJournal = (
  record: PairRecord,
  recoveryId: string,
  owner: string,
  epoch: number,
  appliances: readonly string[],
): EndedRecovery => {
  const own: Hold | undefined = record.hold?.recoveryId === recoveryId ? record.hold : undefined;
  const ended = record.lastRecovery?.recoveryId === recoveryId ? record.lastRecovery : undefined;
  const kind = ended?.kind ?? 'failover';
  const { from, to } = own ?? directionOfKind(kind, record, appliances);
  return {
    recoveryId,
    pair: record.pair,
    kind,
    dryRun: false,
    epoch,
    owner,
    from,
    to,
    startedAt: timeOfId(recoveryId),
  };
};

/** Whether report and notification of the recovery have been sent already. */
export const isClosed = (journal: readonly JournalLine[]): boolean => journal.some(({ event }) => event === 'closed');

const ENDS: Readonly<Record<string, readonly [name: FailureName, message: string]>> = {
  ABORTED: ['ExecutionStopped', 'somebody stopped the execution'],
  TIMED_OUT: ['ExecutionTimedOut', 'the execution timed out'],
  PREEMPTED: ['DrillPreempted', 'the drill was stopped for a failover'],
  FAILED: ['ExecutionFailed', 'the execution failed without reaching Halt'],
};

/** Whether the recovery was a drill that was stopped for a failover. */
export const wasPreempted = ({ lease, lastRecovery }: PairRecord, recoveryId: string): boolean =>
  (lease?.recoveryId === recoveryId && lease.preemptedBy !== undefined) ||
  (lastRecovery?.recoveryId === recoveryId && lastRecovery.outcome === 'preempted');

/**
 * Whether closing it out waits: the drill's last function may still end its lease early, and a failover may be waiting
 * for that.
 */
export const isClosedLater = (lease: Lease, nowMs: number): boolean =>
  lease.kind === 'drill' && mayBeAlive(lease, nowMs);

/**
 * The event of the end closes a recovery out within seconds; a second closer would send the same notification again.
 */
const EVENT_GRACE_MS = 30_000;

/** Whether to leave closing out to the event of the end. */
export const isClosedByEvent = (endedAtMs: number | undefined, nowMs: number): boolean =>
  endedAtMs !== undefined && nowMs - endedAtMs < EVENT_GRACE_MS;

/** Reconcile comes every minute, and leaves the first half minute to the event: after two minutes it is overdue. */
const OVERDUE_MS = 120_000;

/**
 * Whether neither close-out nor reconcile has closed it out in time. Of an end that nobody knows there was no event; it
 * counts from when the last function has ended.
 */
export const isOverdue = (lease: Lease, endedAtMs: number | undefined, nowMs: number): boolean =>
  nowMs - (endedAtMs ?? Date.parse(lease.notAfter)) >= OVERDUE_MS;

/** The failure of an execution that ended without closing out its recovery. */
export const failureOfEnd = (status: string, preempted = false): Failure => {
  const end = preempted ? 'PREEMPTED' : status;
  const [name, message] = ownValue(ENDS, end) ?? [
    'ExecutionEnded',
    `the execution ended as ${status} without giving its lease back`,
  ];
  return failure(name, message);
};
