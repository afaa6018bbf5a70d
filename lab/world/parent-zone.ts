// The zone above the service's: a top level domain of the lab's world, which delegates names to servers and knows the
// addresses of the servers themselves. A scenario can change or remove the delegation.
import type { ZoneAnswer, ZoneLookup } from './zone-history.ts';

/** One server of a delegation. */
export interface Seat {
  /** Host name, without a final dot. */
  readonly name: string;
  readonly address: string;
}

export interface ParentZone {
  /** Without a final dot, such as `test`. */
  readonly name: string;
  /** Zone under it (without a final dot) → its servers. A zone that is not listed is not delegated. */
  readonly delegations: Map<string, readonly Seat[]>;
  readonly lookup: ZoneLookup;
}

const TTL_SECONDS = 172_800;

/** @param seats hosts whose addresses the zone knows for ever, whatever it delegates to them. */
export const parentZone = (name: string, seats: readonly Seat[]): ParentZone => {
  const delegations = new Map<string, readonly Seat[]>();
  const lookup: ZoneLookup = (asked, type): ZoneAnswer => {
    const inZone = asked === name || asked.endsWith(`.${name}`);
    if (!inZone) return { inZone };
    if (asked === name && type === 'SOA')
      return { ttl: 900, values: [`a.nic.${name}. hostmaster.nic.${name}. 1 1800 900 604800 86400`] };
    const hosts = delegations.get(asked);
    if (hosts && type === 'NS') return { ttl: TTL_SECONDS, values: hosts.map((host) => `${host.name}.`) };
    const known = [...seats, ...[...delegations.values()].flat()].filter((seat) => seat.name === asked);
    const addresses = [...new Set(known.map(({ address }) => address))];
    return type === 'A' && addresses.length > 0 ? { ttl: TTL_SECONDS, values: addresses } : { inZone };
  };
  return { name, delegations, lookup };
};
