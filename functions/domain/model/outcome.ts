// What the states of the workflow answer, in the words of the phase table: the table takes no other word, and a type test holds that
// it uses each of these. Journal and report bear them.

const OUTCOMES = [
  'again',
  'recover',
  'fence',
  'operate',
  'ended',
  'down',
  'healthy',
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
  'fenced',
  'unconfirmed',
  'kept',
  'promoted',
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
  // A drill that went through.
  'rehearsed',
  // A drill that was stopped for a failover.
  'preempted',
] as const;

export type RecoveryOutcome = (typeof RECOVERY_OUTCOMES)[number];

/**
 * What an entry of the journal gives as its outcome: of a state, or of the recovery where it closes that. `unknown` is one that another
 * version wrote; JournalUnreadable stands where entries could not be read.
 */
export type JournalOutcome = Outcome | RecoveryOutcome | 'unknown' | 'JournalUnreadable';

/** What a row of a report's timeline came to. */
export type RowOutcome = JournalOutcome | 'error' | 'unfinished';

/** An outcome as it was stored, by whatever version. */
export const storedOutcome = (text: string): JournalOutcome =>
  [...OUTCOMES, ...RECOVERY_OUTCOMES].find((known) => known === text) ?? 'unknown';
