// What stands in the zone at one service name and at its mark, and whether it is simple enough for us to touch. Pure: it is
// given the record sets as the control plane listed them.
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { claimNameOf, parseClaim } from './claim-text.ts';
import type { NameReading, TrafficClaim } from './traffic.ts';

/** One name with the record sets exactly as read, since a DELETE must name them exactly. */
export interface NameRecords {
  readonly reading: NameReading;
  readonly address?: ResourceRecordSet;
  readonly mark?: ResourceRecordSet;
}

/** Types that send clients elsewhere than the A record does. */
const STRAYS: ReadonlySet<string> = new Set(['AAAA', 'CNAME', 'HTTPS', 'SVCB']);

/** Members by which Route 53 picks among several record sets of one name and type. */
const ROUTING = [
  'SetIdentifier',
  'Weight',
  'Region',
  'GeoLocation',
  'GeoProximityLocation',
  'Failover',
  'MultiValueAnswer',
  'CidrRoutingConfig',
  'HealthCheckId',
  'TrafficPolicyInstanceId',
] as const satisfies readonly (keyof ResourceRecordSet)[];

const normal = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const valuesOf = (set: ResourceRecordSet): readonly string[] => (set.ResourceRecords ?? []).map((record) => record.Value ?? '');

const unfitSet = (set: ResourceRecordSet): string | undefined => {
  const what = `the ${set.Type} record`;
  if (set.AliasTarget) return `${what} is an alias of ${set.AliasTarget.DNSName}`;
  const routing = ROUTING.find((member) => set[member] !== undefined);
  if (routing)
    return `${what} has ${routing === 'SetIdentifier' ? 'a set identifier' : routing}: a routing policy chooses the answer`;
  const { length } = valuesOf(set);
  return length === 1 ? undefined : `${what} has ${length} values`;
};

const unfitMark = (mark: ResourceRecordSet | undefined, claim: TrafficClaim | undefined): string | undefined =>
  mark && !claim ? `the TXT record ${mark.Name} is not a mark of Twinbox` : undefined;

const ownedBy = (owner: string, listed: readonly ResourceRecordSet[]): readonly ResourceRecordSet[] =>
  listed.filter((set) => normal(set.Name ?? '') === owner);

/** Puts together what was listed from the name on and from its mark on; record sets of other names are left out. */
export const nameRecords = (
  name: string,
  listedFromName: readonly ResourceRecordSet[],
  listedFrom: readonly ResourceRecordSet[],
): NameRecords => {
  const here = ownedBy(name, listedFromName);
  const addresses = here.filter((set) => set.Type === 'A');
  const marks = ownedBy(claimNameOf(name), listedFrom).filter((set) => set.Type === 'TXT');
  const [address] = addresses;
  const [mark] = marks;
  const claim = mark && parseClaim(valuesOf(mark)[0] ?? '');
  const stray = here.find((set) => STRAYS.has(set.Type ?? ''));
  const unfit =
    (stray && `a ${stray.Type} record stands beside or in place of the A record`) ??
    [...addresses, ...marks].map(unfitSet).find((fault) => fault !== undefined) ??
    unfitMark(mark, claim);
  return {
    reading: {
      name,
      addresses: addresses.flatMap(valuesOf),
      ...(address?.TTL === undefined ? {} : { ttlSeconds: address.TTL }),
      ...(unfit === undefined ? {} : { unfit }),
      ...(claim ? { claim } : {}),
    },
    ...(address ? { address } : {}),
    ...(mark ? { mark } : {}),
  };
};
