// Whether the place that we write is the place that the world asks: the delegation of a name held against the zone. Only evidence
// speaks against a zone; a server that says nothing does not. Pure.

/** Whom the world asks for a name. Names in lower case without a final dot. */
export interface Delegation {
  /** The zone to which the last referral led; '' where there was none. */
  readonly cut: string;
  /** The servers of that referral, each with its addresses (ip:port) as far as they could be found. */
  readonly servers: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** The zone from which one of them spoke with authority; undefined where none did. */
  readonly apex?: string;
}

/** The zone that we write, as its control plane describes it. */
export interface ZoneFacts {
  /** In lower case without a final dot. */
  readonly name: string;
  /** Only asked inside the owner's network: the world knows nothing of it. */
  readonly private: boolean;
  /** Host names of its servers. */
  readonly nameServers: readonly string[];
  /** How many record sets it holds, and how many it may; undefined where that was not told. */
  readonly recordSets?: number;
  readonly mostRecordSets?: number;
}

/** `not-checked`: nobody could be asked. It is never a reason to refuse. */
export type DelegationVerdict = 'ours' | 'elsewhere' | 'exempt' | 'not-checked';

/** What was found of one name. */
export interface DelegationReading {
  readonly name: string;
  readonly verdict: DelegationVerdict;
  /** One sentence with what was expected and what was found. */
  readonly message: string;
  /** Servers of the delegation that are not the zone's, beside some that are. */
  readonly strangers?: readonly string[];
}

const list = (names: readonly string[]): string => names.join(', ') || 'nobody';
const zoneName = (name: string): string => (name === '' ? 'the root' : name);

/** Whether a name lies in a zone. */
export const liesIn = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

interface Split {
  readonly own: readonly string[];
  readonly strangers: readonly string[];
}

/** By name, or by address: an owner may give the zone's servers names of their own. */
const splitServers = (zone: ZoneFacts, { servers }: Delegation, zoneAddresses: readonly string[]): Split => {
  const isOwn = ({ name, addresses }: Delegation['servers'][number]): boolean =>
    zone.nameServers.includes(name) || addresses.some((address) => zoneAddresses.includes(address));
  return {
    own: servers.filter(isOwn).map(({ name }) => name),
    strangers: servers.filter((server) => !isOwn(server)).map(({ name }) => name),
  };
};

/** Whether the names alone leave open whose servers these are, so that their addresses decide. */
export const needsAddresses = (zone: ZoneFacts, { servers }: Delegation): boolean =>
  servers.some(({ name }) => !zone.nameServers.includes(name));

/**
 * @param zoneAddresses addresses (ip:port) of the zone's servers; undefined where they could not be found out, which matters only
 * where `needsAddresses`.
 */
export const judgeDelegation = (
  zone: ZoneFacts,
  name: string,
  world: Delegation,
  zoneAddresses: readonly string[] | undefined,
): DelegationReading => {
  const { apex, cut, servers } = world;
  const asked = list(servers.map((server) => server.name));
  const expected = `expected the zone ${zone.name} at ${list(zone.nameServers)}`;
  const verdict = (is: DelegationVerdict, message: string): DelegationReading => ({
    name,
    verdict: is,
    message: `${name}: ${message}`,
  });
  if (apex !== undefined && apex !== zone.name)
    return verdict('elsewhere', `${expected}, found that the world is answered from ${zoneName(apex)} at ${asked}`);
  if (zone.nameServers.length === 0) return verdict('not-checked', `Route 53 names no server of the zone ${zone.name}`);
  const { own, strangers } = splitServers(zone, world, zoneAddresses ?? []);
  if (own.length === 0) {
    // Under other names they may still be the zone's servers: only their addresses could tell.
    const isOpen = servers.length > 0 && zoneAddresses === undefined;
    return isOpen
      ? verdict('not-checked', `it is delegated to ${asked}, whose addresses could not be held against the zone's servers`)
      : verdict('elsewhere', `${expected}, found that ${zoneName(cut)} is delegated to ${asked}`);
  }
  if (apex === undefined)
    return verdict('not-checked', `${zoneName(cut)} is delegated to ${asked}, and none of them answered with authority`);
  return {
    ...verdict('ours', `the world asks ${asked}, which answer from the zone ${zone.name}`),
    ...(strangers.length > 0 && zoneAddresses !== undefined && { strangers }),
  };
};
