// How much an appliance holds, in a handful of numbers: what a restore must bring back, and what a capture must not have lost.

import { ownValue } from '../text/own-value.ts';

/** Totals of the Configuration API by collection name (`user`, `group-policy`); a collection that was refused is left out. */
export type Fingerprint = Readonly<Record<string, number>>;

const isEmpty = (fingerprint: Fingerprint): boolean => Object.keys(fingerprint).length === 0;

/**
 * What fell below `minShare` of what it was, as clauses. A collection that can no longer be read counts as none at all; where nothing
 * can be read any more there is nothing to compare.
 */
export const fallenTotals = (was: Fingerprint, is: Fingerprint, minShare: number): readonly string[] =>
  isEmpty(is)
    ? []
    : Object.entries(was)
        .filter(([collection, total]) => (is[collection] ?? 0) < total * minShare)
        .map(([collection, total]) => `${collection}: ${is[collection] ?? 'no longer readable'}, was ${total}`);

/** As figures for the report. */
export const describeFingerprint = (fingerprint: Fingerprint): string =>
  Object.entries(fingerprint)
    .map(([collection, total]) => `${collection} ${total}`)
    .join(', ') || 'not readable';

/**
 * What reading an appliance after a restore shows. `read-back`: it holds what the backup holds, and did not before. `as-before`: it holds
 * exactly what it held before, which is not what the backup holds. `nothing`: neither can be said.
 */
export type ReadBack = 'read-back' | 'as-before' | 'nothing';

export interface ReadBackFacts {
  /** Of the backup. */
  readonly backup: Fingerprint;
  /** Of the appliance, before the restore and after it. */
  readonly before: Fingerprint;
  readonly after: Fingerprint;
}

export const readBack = ({ backup, before, after }: ReadBackFacts): ReadBack => {
  const collections = Object.keys(backup);
  const differedBefore = collections.some(
    (name) => ownValue(before, name) !== undefined && ownValue(before, name) !== ownValue(backup, name),
  );
  if (!differedBefore) return 'nothing';
  if (collections.every((name) => ownValue(after, name) === ownValue(backup, name))) return 'read-back';
  return !isEmpty(after) && collections.every((name) => ownValue(after, name) === ownValue(before, name))
    ? 'as-before'
    : 'nothing';
};
