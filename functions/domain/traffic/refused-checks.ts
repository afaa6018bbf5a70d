// Which checks of the traffic keep a recovery from going on, and which people are only notified of. Pure.
import type { FailureName } from '../failure/failure-name.ts';
import type { FailedCheck } from '../model/readiness-check.ts';

/** What keeps a move from being made. */
const REFUSING = [
  'NameOutsideZone',
  'RecordUnfit',
  'DelegationElsewhere',
  'ForeignClaim',
  'ClaimAhead',
  'ZoneFull',
] as const satisfies readonly FailureName[];

export type TrafficFailure = (typeof REFUSING)[number];

/** What people are only notified of: Prepare goes on. */
export type TrafficFinding = 'TtlTooHigh' | 'DelegationMixed';

/** A check under which no recovery goes on: it halts by this name. */
export type RefusedCheck = FailedCheck & { readonly name: TrafficFailure };

/** Whether a recovery may not go on under it. */
export const refuses = (check: FailedCheck): check is RefusedCheck =>
  check.alarms && REFUSING.some((name) => name === check.name);
