// Which failed traffic checks halt a recovery, and which only notify the operator. Pure.
import type { FailureName } from '../failure/failure-name.ts';
import type { FailedCheck } from '../model/readiness-check.ts';

/** Failures that block a move. */
const REFUSING = [
  'NameOutsideZone',
  'DnsRecordUnfit',
  'DelegationElsewhere',
  'ForeignClaim',
  'ClaimAhead',
  'ZoneFull',
] as const satisfies readonly FailureName[];

export type TrafficFailure = (typeof REFUSING)[number];

/** Findings that only notify: Prepare continues. */
export type TrafficFinding = 'TtlTooHigh' | 'DelegationMixed';

/** A check that halts a recovery, under its name. */
export type RefusedCheck = FailedCheck & { readonly name: TrafficFailure };

/** Whether the check halts a recovery. */
export const refuses = (check: FailedCheck): check is RefusedCheck =>
  check.alarms && REFUSING.some((name) => name === check.name);
