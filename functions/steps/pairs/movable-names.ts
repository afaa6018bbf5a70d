// Finds what prevents a move of the service's DNS records, before any change.
import { applianceOf, type PairSettings } from '../../contract/settings/pair-settings.ts';
import type { Recovery } from '../../domain/model/recovery.ts';
import type { NameReading } from '../../traffic/traffic.ts';

/**
 * Every name must be ours to change and point at the appliance that is believed dead, or already at the other one if
 * the claim of an earlier recovery says so. A drill accepts only the first: no user may be on the appliance that it
 * overwrites.
 * @returns faults in sentences; empty if there are none.
 */
export const trafficFaults = (
  settings: PairSettings,
  { from, to, kind }: Pick<Recovery, 'from' | 'to' | 'kind'>,
  readings: readonly NameReading[],
): readonly string[] => {
  const fromAddress = applianceOf(settings, from).address;
  const toAddress = applianceOf(settings, to).address;
  const faultOf = ({ name, addresses, unfit, claim }: NameReading): readonly string[] => {
    if (unfit !== undefined) return [`${name}: ${unfit}`];
    const [address, ...others] = addresses;
    if (address === undefined || others.length > 0)
      return [`${name} has ${addresses.length} addresses; exactly one is required`];
    const wasMoved = address === toAddress && claim?.target === to && kind !== 'drill';
    if (address === fromAddress || wasMoved) return [];
    return [`${name} points at ${address}, not at ${fromAddress} of ${from}`];
  };
  const unread = settings.service.names.filter((name) => !readings.some((reading) => reading.name === name));
  return [...readings.flatMap(faultOf), ...unread.map((name) => `${name} has no record`)];
};
