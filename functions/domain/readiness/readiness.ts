// Readiness: could the pair fail over right now, and if not, why? One list of checks, in the order of the table of
// needs, and a verdict. What was not checked is in the list with the reason, and never counts as passed. Pure.

import { type Check, type FailedCheck, withUnchecked } from '../model/readiness-check.ts';
import { ALL_NEEDS, NEEDS, type Need } from '../needs/needs.ts';
import { attestedChecks } from './attested-checks.ts';
import { inspectedChecks, unansweredBy } from './inspected-checks.ts';
import type { ReadinessFacts, SlowChecks } from './readiness-facts.ts';
import { automationCheck, CHOSEN, proofChecks } from './record-checks.ts';

export interface ReadinessVerdict {
  /** `unknown`: nothing is known against it, but what matters most was not checked. */
  readonly is: 'yes' | 'yes, as far as checked' | 'no' | 'unknown';
  /** One sentence. */
  readonly reason: string;
}

export interface Readiness {
  readonly checks: readonly Check[];
  readonly verdict: ReadinessVerdict;
  /** False if all that is against it was chosen, such as a pause: then no alarm is due. Undefined if it is unknown. */
  readonly alarms: boolean | undefined;
}

/** Without these nothing can be said. */
const VITAL: readonly Need[] = ['automation', 'standby', 'restore-point'];

/** They are made every hour; older ones say nothing about the present. */
const SLOW_STALE_MS = 3 * 3_600_000;

const readinessInput = (pair: string): string => JSON.stringify({ pair, kind: 'readiness' });

const unansweredSlow = (slow: SlowChecks | undefined, { record, nowMs, terms }: ReadinessFacts): string | undefined => {
  if (!slow) return `the hourly checks have not been made yet; make them with ${readinessInput(terms.pair)}`;
  if (slow.primary !== record.primary) return `the roles have changed since the checks at ${slow.at}`;
  return nowMs - Date.parse(slow.at) > SLOW_STALE_MS ? `it was last checked at ${slow.at}` : undefined;
};

const checksOf = (facts: ReadinessFacts): readonly Check[] => {
  const { inspection, slow, fresh = [] } = facts;
  const stale = unansweredBy(inspection, facts);
  const slowStale = unansweredSlow(slow, facts);
  const reasonOf = (need: Need): string => {
    const { by, unchecked } = NEEDS[need];
    if (by === 'inspection') return stale ?? unchecked;
    return by === 'hourly' ? (slowStale ?? unchecked) : unchecked;
  };
  return withUnchecked(
    [
      ...[automationCheck(facts), ...proofChecks(facts), ...fresh, ...inspectedChecks(facts)],
      ...(slow && slowStale === undefined ? slow.checks : []),
      ...attestedChecks(facts),
    ],
    reasonOf,
    ALL_NEEDS,
  );
};

const isBlocking = (check: Check): check is FailedCheck => check.result === 'failed' && check.alarms;

const verdictOf = (checks: readonly Check[]): ReadinessVerdict => {
  const against = checks.filter(isBlocking);
  if (against.length > 0)
    return { is: 'no', reason: against.map(({ name, message, fix }) => `${name}: ${message}. Fix: ${fix}`).join(' ') };
  const unchecked = checks.flatMap((check) => (check.result === 'not-checked' ? [check] : []));
  const vital = unchecked.filter(({ need }) => VITAL.includes(need));
  if (vital.length > 0)
    return { is: 'unknown', reason: vital.map(({ about, reason }) => `${about}: not checked: ${reason}`).join('; ') };
  if (unchecked.length === 0) return { is: 'yes', reason: 'every check passed' };
  const open = unchecked.map(({ about }) => about).join(', ');
  return { is: 'yes, as far as checked', reason: `nothing is known against it; not checked: ${open}` };
};

const alarmsOf = (checks: readonly Check[], { is }: ReadinessVerdict): boolean | undefined => {
  if (is === 'unknown') return undefined;
  return checks.some((check) => isBlocking(check) && !CHOSEN.includes(check.name));
};

export const readinessOf = (facts: ReadinessFacts): Readiness => {
  const checks = checksOf(facts);
  const verdict = verdictOf(checks);
  return { checks, verdict, alarms: alarmsOf(checks, verdict) };
};

/** The first line of the status. */
export const describeReadiness = (
  { verdict }: Readiness,
  { terms, standby, inspection, slow }: Pick<ReadinessFacts, 'terms' | 'standby' | 'inspection' | 'slow'>,
): string => {
  const { is, reason } = verdict;
  const said = is === 'no' ? `no, because ${reason}` : `${is}: ${reason}`;
  const ages = [
    inspection ? `inspected at ${inspection.at}` : 'not inspected yet',
    slow ? `hourly checks at ${slow.at}` : 'no hourly checks yet',
  ];
  return `${terms.pair} can fail over to ${standby}: ${said} (${ages.join(', ')})`;
};
