// The record sets of one service name and its mark, and whether they are simple enough for Twinbox to change. Pure:
// takes the record sets as the control plane listed them.
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { claimNameOf, parseClaim } from './claim-text.ts';
import type { NameReading, TrafficClaim } from './traffic.ts';

/** One name with the record sets exactly as read, because a DELETE must match them exactly. */
export interface NameRecords {
  readonly reading: NameReading;
  readonly address?: ResourceRecordSet;
  readonly mark?: ResourceRecordSet;
}

/** Types that can send clients to other addresses than the A record. */
const STRAYS: ReadonlySet<string> = new Set(['AAAA', 'CNAME', 'HTTPS', 'SVCB']);

/** Fields by which Route 53 chooses among several record sets of one name and type. */
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

const valuesOf = (set: ResourceRecordSet): readonly string[] =>
  (set.ResourceRecords ?? []).map((record) => record.Value ?? '');

const unfitSet = (set: ResourceRecordSet): string | undefined => {
  const what = `the ${set.Type} record`;
  if (set.AliasTarget) return `${what} is an alias of ${set.AliasTarget.DNSName}`;
  const routing = ROUTING.find((member) => set[member] !== undefined);
  if (routing)
    return `${what} has ${routing === 'SetIdentifier' ? 'a set identifier' : routing}: a routing policy chooses the answer`;
  const { length } = valuesOf(set);
  return length === 1 ? undefined : `${what} has ${length} values; exactly one is required`;
};

const unfitMark = (mark: ResourceRecordSet | undefined, claim: TrafficClaim | undefined): string | undefined =>
  mark && !claim ? `the TXT record ${mark.Name} is not a mark of Twinbox` : undefined;

const ownedBy = (owner: string, listed: readonly ResourceRecordSet[]): readonly ResourceRecordSet[] =>
  listed.filter((set) => normal(set.Name ?? '') === owner);

/** Combines the pages listed from the name and from its mark; ignores record sets of other names. */
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
    (stray && `there is a ${stray.Type} record beside or instead of the A record`) ??
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
