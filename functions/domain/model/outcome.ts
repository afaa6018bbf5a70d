// The outcomes of the workflow's states. The phase table accepts no other outcome, and a type test checks that it uses
// each of these. Journal and report contain them.

const OUTCOMES = [
  'again',
  'recover',
  'fence',
  'operate',
  'readiness',
  'set-primary',
  'ended',
  'down',
  'healthy',
  'planned',
  'captured',
  'awake',
  'stood-down',
  'ready',
  'rehearse',
  'dry-run',
  'uploaded',
  'carried',
  'refused',
  'restored',
  'fit',
  'rehearsed',
  'act',
  'claimed',
  'shut-down',
  'fenced',
  'unconfirmed',
  'kept',
  'promoted',
  'unfit',
  'returned',
  'moved',
  'settled',
  'verified',
  'finished',
  'halted',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** How a recovery ends. */
export const RECOVERY_OUTCOMES = [
  'moved',
  'stood-down',
  'dry-run',
  'would-have-acted',
  'fenced',
  'halted',
  // A drill that passed.
  'rehearsed',
  // A drill that was stopped for a failover.
  'preempted',
  // The old primary is the standby again.
  'reprotected',
] as const;

export type RecoveryOutcome = (typeof RECOVERY_OUTCOMES)[number];

/**
 * The outcome in a journal entry: of a state, or of the recovery if the entry closes it. `unknown` was written by
 * another version; JournalUnreadable replaces entries that could not be read.
 */
export type JournalOutcome = Outcome | RecoveryOutcome | 'unknown' | 'JournalUnreadable';

/** The outcome of a row of a report's timeline. */
export type RowOutcome = JournalOutcome | 'error' | 'unfinished';

/** A stored outcome of any version. */
export const storedOutcome = (text: string): JournalOutcome =>
  [...OUTCOMES, ...RECOVERY_OUTCOMES].find((known) => known === text) ?? 'unknown';
