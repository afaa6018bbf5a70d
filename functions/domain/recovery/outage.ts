// One outage across all its executions: when users lost the service, whichever recovery continues. Pure.

import type { Recovery } from '../model/recovery.ts';
import type { Outage, PairRecord } from '../record/pair-record.ts';

/** The outage of this recovery: the recorded one, if it is of the same appliance and did not begin later. */
export const outageOf = (
  { outage }: Pick<PairRecord, 'outage'>,
  { from, recoveryId }: Pick<Recovery, 'from' | 'recoveryId'>,
  downSince: string,
): Outage =>
  outage?.appliance === from && Date.parse(outage.since) <= Date.parse(downSince)
    ? outage
    : { appliance: from, since: downSince, recoveryId };

export const withoutOutage = ({ outage: _over, ...rest }: PairRecord): PairRecord => rest;

/** A hold of an outage that is over, about which nobody was left to decide anything. */
export const withoutUnanswered = (record: PairRecord): PairRecord => {
  const { hold, ...rest } = record;
  return hold?.reason === 'NotApproved' ? rest : record;
};

/**
 * An alarm that began this much later than the outage is about a later outage: the appliance has answered in between.
 */
const LATER_MS = 120_000;

/**
 * Whether the appliance has answered since. The alarm is about the assigned primary, so it says nothing once the roles
 * have changed.
 * @param alarm the state of the alarm PrimaryDown, and when it entered that state, in ms since 1970.
 */
export const isOutageOver = (
  { outage, primary, lease }: Pick<PairRecord, 'outage' | 'primary' | 'lease'>,
  alarm: { readonly state: string; readonly sinceMs: number } | undefined,
): boolean => {
  if (!outage || !alarm || lease || outage.appliance !== primary) return false;
  const startedMs = Date.parse(outage.since);
  if (alarm.state === 'ALARM') return alarm.sinceMs - startedMs > LATER_MS;
  return alarm.state === 'OK' && alarm.sinceMs > startedMs;
};
