// A failover preempts what was planned: a drill, a reprotect, and a switchover that has not begun to shut the primary
// down. One that has not begun to restore is stopped. One that has may finish first, for a limited time: its appliance
// accepts no other restore meanwhile, and it restores the backup that the failover would restore. Pure.

import type { JournalLine } from '../model/journal-line.ts';
import type { Recovery, RecoveryKind } from '../model/recovery.ts';
import type { Lease } from '../record/pair-record.ts';

/** Attempts of Begin, ten seconds apart, during which a restoring drill may finish. */
const GRACE_ATTEMPTS = 60;

const PREEMPTED: readonly RecoveryKind[] = ['drill', 'switchover', 'reprotect'];

/** Whether a request preempts the holder of the lease. A dry run preempts nobody. */
export const preempts = ({ kind, dryRun }: Pick<Recovery, 'kind' | 'dryRun'>, lease: Pick<Lease, 'kind'>): boolean =>
  kind === 'failover' && !dryRun && PREEMPTED.includes(lease.kind);

/**
 * Whether a switchover with this journal must run to its end: it may have asked the primary to shut down, so the outage
 * is its own. Every state before that stands down by itself when the primary is down.
 */
export const isCommitted = (journal: readonly JournalLine[]): boolean =>
  journal.some(({ state }) => state === 'ShutDown' || state === 'Fence');

/**
 * Whether a preempted recovery with this journal may finish first, at the nth attempt of Begin to get the lease. What cannot be read
 * counts as begun: an upload that breaks off costs more than the wait.
 */
export const mayFinishFirst = (journal: readonly JournalLine[], attempt: number): boolean =>
  attempt <= GRACE_ATTEMPTS &&
  journal.some(({ state, outcome }) => state === 'UploadBackup' || outcome === 'JournalUnreadable');

/**
 * Whether a failover starts although a recovery is running: that one is preempted, and no failover waits for its end
 * yet. True also for one that was to be stopped and still runs: the stop has failed.
 */
export const allowsParallelFailover = ({ kind, dryRun, awaitedBy }: Lease): boolean =>
  PREEMPTED.includes(kind) && !dryRun && awaitedBy === undefined;
