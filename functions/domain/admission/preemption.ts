// A failover preempts a drill. A drill that has not begun to restore is stopped. One that has may finish first, for a
// limited time: its appliance accepts no other restore meanwhile, and it restores the backup that the failover would
// restore. Pure.

import type { JournalLine } from '../model/journal-line.ts';
import type { Recovery } from '../model/recovery.ts';
import type { Lease } from '../record/pair-record.ts';

/** Attempts of Begin, ten seconds apart, during which a restoring drill may finish. */
const GRACE_ATTEMPTS = 60;

/** Whether a request preempts the holder of the lease. A dry run preempts nobody. */
export const preempts = ({ kind, dryRun }: Pick<Recovery, 'kind' | 'dryRun'>, lease: Pick<Lease, 'kind'>): boolean =>
  kind === 'failover' && !dryRun && lease.kind === 'drill';

/**
 * Whether a drill with this journal may finish first, at the nth attempt of Begin to get the lease. What cannot be read
 * counts as begun: an upload that breaks off costs more than the wait.
 */
export const mayFinishFirst = (journal: readonly JournalLine[], attempt: number): boolean =>
  attempt <= GRACE_ATTEMPTS &&
  journal.some(({ state, outcome }) => state === 'UploadBackup' || outcome === 'JournalUnreadable');

/**
 * Whether a failover starts although a recovery is running: it is a drill, and no failover waits for its end yet. True
 * also for a drill that was to be stopped and still runs: the stop has failed.
 */
export const allowsParallelFailover = ({ kind, dryRun, awaitedBy }: Lease): boolean =>
  kind === 'drill' && !dryRun && awaitedBy === undefined;
