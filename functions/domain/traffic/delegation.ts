// Whether resolvers query the zone that we write: compares the delegation of a name with the zone. Only an answer
// counts against a zone; a silent server does not. Pure.

/** The servers that resolvers query for a name. Names in lower case without a final dot. */
export interface Delegation {
  /** The zone of the last referral; '' if there was none. */
  readonly cut: string;
  /** The servers of that referral, each with its addresses (ip:port) as far as they could be resolved. */
  readonly servers: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** The zone of an authoritative answer from one of them; undefined if there was none. */
  readonly apex?: string;
}

/** The zone that we write, as its control plane describes it. */
export interface ZoneFacts {
  /** In lower case without a final dot. */
  readonly name: string;
  /** A private zone, visible only inside the customer's network. */
  readonly private: boolean;
  /** Host names of its servers. */
  readonly nameServers: readonly string[];
  /** Number of record sets, and the quota; undefined if unknown. */
  readonly recordSets?: number;
  readonly mostRecordSets?: number;
}

/** `not-checked`: no server answered. It is never a reason to refuse. */
export type DelegationVerdict = 'ours' | 'elsewhere' | 'exempt' | 'not-checked';

/** The result for one name. */
export interface DelegationReading {
  readonly name: string;
  readonly verdict: DelegationVerdict;
  /** One sentence with the expected and the found value. */
  readonly message: string;
  /** Delegated servers that do not belong to the zone, beside some that do. */
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

/** By name, or by address: the zone's servers may have white-label names. */
const splitServers = (zone: ZoneFacts, { servers }: Delegation, zoneAddresses: readonly string[]): Split => {
  const isOwn = ({ name, addresses }: Delegation['servers'][number]): boolean =>
    zone.nameServers.includes(name) || addresses.some((address) => zoneAddresses.includes(address));
  return {
    own: servers.filter(isOwn).map(({ name }) => name),
    strangers: servers.filter((server) => !isOwn(server)).map(({ name }) => name),
  };
};

/** Whether names alone do not identify the servers, so that their addresses decide. */
export const needsAddresses = (zone: ZoneFacts, { servers }: Delegation): boolean =>
  servers.some(({ name }) => !zone.nameServers.includes(name));

/**
 * @param zoneAddresses addresses (ip:port) of the zone's servers; undefined if they could not be resolved, which
 * matters only if `needsAddresses`.
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
    return verdict('elsewhere', `${expected}, found that ${asked} answer from ${zoneName(apex)}`);
  if (zone.nameServers.length === 0) return verdict('not-checked', `Route 53 names no server of the zone ${zone.name}`);
  const { own, strangers } = splitServers(zone, world, zoneAddresses ?? []);
  if (own.length === 0) {
    // They may still be the zone's servers under other names: only their addresses could show that.
    const isOpen = servers.length > 0 && zoneAddresses === undefined;
    return isOpen
      ? verdict(
          'not-checked',
          `it is delegated to ${asked}, whose addresses could not be compared with those of the zone's servers`,
        )
      : verdict('elsewhere', `${expected}, found that ${zoneName(cut)} is delegated to ${asked}`);
  }
  if (apex === undefined)
    return verdict(
      'not-checked',
      `${zoneName(cut)} is delegated to ${asked}, and none of them gave an authoritative answer`,
    );
  return {
    ...verdict('ours', `resolvers query ${asked}, which answer from the zone ${zone.name}`),
    ...(strangers.length > 0 && zoneAddresses !== undefined && { strangers }),
  };
};
