// Derived from the phase table: names of states, verbs and keys, the outcomes of each state, and lookup by name.
import type { RecoveryKind } from '../../domain/model/recovery.ts';
import type { Phase } from './phase.ts';
import { PHASES } from './phases.ts';

type Row = (typeof PHASES)[number];

export type StateName = Row['state'];
export type Verb = Row['verb'];
/** Key in the execution's data. */
export type ResultKey = Row['result'];

type RowOf<S extends StateName> = Extract<Row, { readonly state: S }>;
type AnswersOf<R> = R extends { readonly next: infer N }
  ? keyof N | (R extends { readonly loop: object } ? 'again' : never)
  : never;

/**
 * What that state may answer: the outcomes of its row, and `again` where it has a loop.
 * @example const answer: OutcomeOf<'Verify'> = 'verified';
 */
export type OutcomeOf<S extends StateName> = AnswersOf<RowOf<S>>;

/** A row by its names. */
export interface NamedPhase extends Phase {
  readonly state: StateName;
  readonly verb: Verb;
  readonly result: ResultKey;
}

type PhaseNamed<S extends StateName> = Extract<(typeof PHASES)[number], { readonly state: S }> & NamedPhase;

/**
 * The phase of that state, with what the table says of it: its loop, if it has one.
 * @example phaseOf('Fence').verb // 'fence'
 */
export const phaseOf = <S extends StateName>(state: S): PhaseNamed<S> => {
  const found = PHASES.find((phase): phase is PhaseNamed<S> => phase.state === state);
  if (!found) throw new RangeError(`no phase ${state}`);
  return found;
};

const toFinish: readonly (Phase & { readonly state: StateName })[] = PHASES.slice(
  0,
  PHASES.findIndex((phase) => phase.state === 'Finish') + 1,
);

/** States in the order of a complete recovery of that kind, from Begin to Finish. */
export const mainLineOf = (kind: RecoveryKind): readonly StateName[] =>
  toFinish.filter(({ only }) => only?.includes(kind) ?? true).map(({ state }) => state);

/** States in the order of a complete failover. */
export const MAIN_LINE: readonly StateName[] = mainLineOf('failover');
