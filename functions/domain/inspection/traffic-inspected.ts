// What an inspection knows of the zone and the delegation. It reads them only now and then: Route 53 allows five
// requests per second for a whole account, and a failover needs them more. Pure.

import type { Check } from '../model/readiness-check.ts';
import type { DelegationReading } from '../traffic/delegation.ts';

/** A verdict and its time (ISO). */
export type DelegationKnown = DelegationReading & { readonly at: string };

export interface TrafficInspected {
  /** ISO time. */
  readonly askedAt: string;
  readonly checks: readonly Check[];
  /** The last verdict of each name that was based on an answer. */
  readonly delegations: readonly DelegationKnown[];
}

const EVERY_MS = 15 * 60_000;
/** What failed or could not be read is read again sooner: operators wait to see it fixed. */
const SOONER_MS = 5 * 60_000;

export const isTrafficDue = (last: TrafficInspected | undefined, nowMs: number): boolean => {
  if (!last) return true;
  const isOpen = last.checks.some(({ result }) => result !== 'passed');
  return nowMs - Date.parse(last.askedAt) >= (isOpen ? SOONER_MS : EVERY_MS);
};

/** A name that could not be read now keeps its last verdict. */
export const knownDelegations = (
  now: readonly DelegationReading[],
  last: TrafficInspected | undefined,
  at: string,
): readonly DelegationKnown[] => {
  const notified = now.filter(({ verdict }) => verdict !== 'not-checked').map((one) => ({ ...one, at }));
  const older = (last?.delegations ?? []).filter(({ name }) => !notified.some((one) => one.name === name));
  return [...notified, ...older];
};
