// The totals of an appliance: what a restore must bring back, and what a capture must not have lost.

import { ownValue } from '../text/own-value.ts';

/** Totals of the Configuration API by collection name (`user`, `group-policy`); refused collections are absent. */
export type Fingerprint = Readonly<Record<string, number>>;

const isEmpty = (fingerprint: Fingerprint): boolean => Object.keys(fingerprint).length === 0;

/**
 * Totals that fell below `minShare` of their earlier value, as clauses. A collection that can no longer be read counts
 * as zero; if none can be read, there is nothing to compare.
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
 * What the totals after a restore show. `read-back`: they match the backup, and did not before. `as-before`: they are
 * the same as before and differ from the backup. `nothing`: neither.
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
