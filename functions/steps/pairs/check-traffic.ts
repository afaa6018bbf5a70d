// Checks in the zone and in public DNS whether users of a pair could be moved, for an inspection and for Prepare.
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import type { Recovery } from '../../domain/model/recovery.ts';
import type { Claimant } from '../../domain/traffic/claim-standing.ts';
import type { DelegationReading } from '../../domain/traffic/delegation.ts';
import { trafficChecks } from '../../domain/traffic/traffic-checks.ts';
import type { NameReading, Traffic } from '../../traffic/traffic.ts';
import { trafficFaults } from './movable-names.ts';

export interface CheckTrafficTools {
  readonly traffic: Pick<Traffic, 'read' | 'zone' | 'delegations'>;
}

export interface TrafficChecked {
  readonly checks: readonly Check[];
  readonly delegations: readonly DelegationReading[];
  readonly readings: readonly NameReading[];
}

/**
 * @param claimantOf who would claim, read after the zone: a recovery writes the pair record before it writes the zone.
 * @throws TrafficUnreachable where the records cannot be read
 */
export const checkTraffic = async (
  { traffic }: CheckTrafficTools,
  settings: PairSettings,
  direction: Pick<Recovery, 'from' | 'to' | 'kind'>,
  claimantOf: () => Promise<Claimant>,
): Promise<TrafficChecked> => {
  const readings = await traffic.read(settings);
  const [zone] = await Promise.allSettled([traffic.zone(settings)]);
  const delegations = zone.status === 'fulfilled' ? await traffic.delegations(settings, zone.value) : [];
  const states = readings.map(({ claim, foreign, ...rest }) => ({
    ...rest,
    ...(claim && { claim: { ...claim, ...(foreign && { foreign }) } }),
  }));
  const checks = trafficChecks({
    names: settings.service.names,
    ttlSeconds: settings.traffic.ttlSeconds,
    ...(zone.status === 'fulfilled' ? { zone: zone.value } : { zoneUnasked: describeFailure(zone.reason).message }),
    states,
    unfit: trafficFaults(settings, direction, readings),
    delegations,
    claimant: await claimantOf(),
  });
  return { checks, delegations, readings };
};
