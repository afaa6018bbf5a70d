// Prints the outcomes of the mutations: one line each, and a table by kind. A killed mutation counts as killed even if
// it is accepted.

import { KINDS, type Kind, type Mutation } from '../mutations/mutation.ts';
import type { Accepted } from './accepted.ts';
import type { Verdict } from './verdict.ts';

export type End = Verdict['end'] | 'accepted';

export interface Outcome {
  readonly mutation: Mutation;
  readonly end: End;
  /** One sentence: what killed it, why it survived, or why it is accepted. */
  readonly message: string;
}

export const outcomeOf = (mutation: Mutation, verdict: Verdict, accepted: readonly Accepted[]): Outcome => {
  if (verdict.end === 'killed') return { mutation, end: 'killed', message: `killed by ${verdict.by}: ${verdict.why}` };
  const entry = accepted.find(({ fits }) => fits.test(mutation.id));
  if (entry) return { mutation, end: 'accepted', message: `accepted (${verdict.end}): ${entry.reason}` };
  const end = verdict.end === 'survived' ? 'SURVIVED' : 'UNTOUCHED, so nothing is proven';
  return { mutation, end: verdict.end, message: `${end}: ${verdict.why}` };
};

export const lineOf = ({ mutation, message }: Outcome): string =>
  `${mutation.id}\n    ${message.replaceAll(/\s+/g, ' ').slice(0, 300)}`;

const COLUMNS: readonly End[] = ['killed', 'accepted', 'survived', 'untouched'];

export const tableOf = (outcomes: readonly Outcome[], inAll: (kind: Kind) => number): string => {
  const row = (first: string, cells: readonly (string | number)[]): string =>
    first.padEnd(20) + cells.map((cell) => String(cell).padStart(11)).join('');
  const count = (kinds: readonly Kind[], end?: End): number =>
    outcomes.filter(({ mutation, end: found }) => kinds.includes(mutation.kind) && (end === undefined || found === end))
      .length;
  const line = (name: string, kinds: readonly Kind[]): string => {
    const all = kinds.reduce((sum, kind) => sum + inAll(kind), 0);
    return row(name, [all, ...COLUMNS.map((end) => count(kinds, end)), all - count(kinds)]);
  };
  return [
    row('kind', ['total', ...COLUMNS, 'not run']),
    ...KINDS.map((kind) => line(kind, [kind])),
    line('all', KINDS),
  ].join('\n');
};

/** Patterns of accepted entries whose mutations ran and were all killed. */
export const unusedAccepted = (outcomes: readonly Outcome[], accepted: readonly Accepted[]): readonly string[] =>
  accepted
    .filter(({ fits }) => outcomes.some(({ mutation }) => fits.test(mutation.id)))
    .filter(({ fits }) => !outcomes.some(({ mutation, end }) => end === 'accepted' && fits.test(mutation.id)))
    .map(({ fits }) => String(fits));
