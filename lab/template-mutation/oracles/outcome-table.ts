// Prints what became of the mutations: one line each, and a table by kind. An excuse turns no killed wire into an excused one.

import { KINDS, type Kind, type Mutation } from '../mutations/mutation.ts';
import type { Excuse } from './accepted.ts';
import type { Verdict } from './verdict.ts';

export type End = Verdict['end'] | 'excused';

export interface Outcome {
  readonly mutation: Mutation;
  readonly end: End;
  /** One sentence: by what it was killed, why it survived, or its excuse. */
  readonly message: string;
}

export const outcomeOf = (mutation: Mutation, verdict: Verdict, excuses: readonly Excuse[]): Outcome => {
  if (verdict.end === 'killed') return { mutation, end: 'killed', message: `killed by ${verdict.by}: ${verdict.why}` };
  const excuse = excuses.find(({ fits }) => fits.test(mutation.id));
  if (excuse) return { mutation, end: 'excused', message: `excused (${verdict.end}): ${excuse.reason}` };
  const end = verdict.end === 'survived' ? 'SURVIVED' : 'untouched, so not proven';
  return { mutation, end: verdict.end, message: `${end}: ${verdict.why}` };
};

export const lineOf = ({ mutation, message }: Outcome): string =>
  `${mutation.id}\n    ${message.replaceAll(/\s+/g, ' ').slice(0, 300)}`;

const COLUMNS: readonly End[] = ['killed', 'excused', 'survived', 'untouched'];

export const tableOf = (outcomes: readonly Outcome[], inAll: (kind: Kind) => number): string => {
  const row = (first: string, cells: readonly (string | number)[]): string =>
    first.padEnd(20) + cells.map((cell) => String(cell).padStart(11)).join('');
  const count = (kinds: readonly Kind[], end?: End): number =>
    outcomes.filter(({ mutation, end: found }) => kinds.includes(mutation.kind) && (end === undefined || found === end)).length;
  const line = (name: string, kinds: readonly Kind[]): string => {
    const all = kinds.reduce((sum, kind) => sum + inAll(kind), 0);
    return row(name, [all, ...COLUMNS.map((end) => count(kinds, end)), all - count(kinds)]);
  };
  return [row('kind', ['in all', ...COLUMNS, 'not tried']), ...KINDS.map((kind) => line(kind, [kind])), line('all', KINDS)].join(
    '\n',
  );
};

/** Excuses that excused nothing although their mutations were tried, as their patterns. */
export const unusedExcuses = (outcomes: readonly Outcome[], excuses: readonly Excuse[]): readonly string[] =>
  excuses
    .filter(({ fits }) => outcomes.some(({ mutation }) => fits.test(mutation.id)))
    .filter(({ fits }) => !outcomes.some(({ mutation, end }) => end === 'excused' && fits.test(mutation.id)))
    .map(({ fits }) => String(fits));
