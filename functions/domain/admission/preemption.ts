// A failover goes before a drill. One that has not begun to restore is stopped. One that has is let end for a while: its appliance cannot
// be restored over meanwhile, and what it restores is what the failover would restore. Pure.

import type { JournalLine } from '../model/journal-line.ts';
import type { Recovery } from '../model/recovery.ts';
import type { Lease } from '../record/pair-record.ts';

/** Attempts of Begin, ten seconds apart, for which a drill that restores is let go on. */
const GRACE_ATTEMPTS = 60;

/** Whether a request goes before whoever has the lease. A dry run changes nothing, so it goes before nobody. */
export const preempts = ({ kind, dryRun }: Pick<Recovery, 'kind' | 'dryRun'>, lease: Pick<Lease, 'kind'>): boolean =>
  kind === 'failover' && !dryRun && lease.kind === 'drill';

/** Whether a drill with this journal is let end, at the nth attempt of Begin to get the lease. */
export const mayFinishFirst = (journal: readonly JournalLine[], attempt: number): boolean =>
  attempt <= GRACE_ATTEMPTS && journal.some(({ state }) => state === 'UploadBackup');

/**
 * Whether an outage is met although a recovery runs: it is a drill, and no failover waits for its end yet. One that was to be stopped and
 * still runs is met again: then the stop has failed.
 */
export const allowsParallelFailover = ({ kind, dryRun, awaitedBy }: Lease): boolean =>
  kind === 'drill' && !dryRun && awaitedBy === undefined;
