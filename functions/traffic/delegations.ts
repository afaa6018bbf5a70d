// Compares the delegation of every service name with the zone that we write, and reads our claim at the delegated
// servers.
import type { PairSettings } from '../contract/settings/pair-settings.ts';
import type { ClaimSeen } from '../domain/traffic/claim-seen.ts';
import {
  type DelegationReading,
  judgeDelegation,
  liesIn,
  needsAddresses,
  type ZoneFacts,
} from '../domain/traffic/delegation.ts';
import { reasonOf } from '../net/reason-of.ts';
import { claimNameOf, parseClaim } from './claim-text.ts';
import { type DnsQuestions, serversOf } from './name-servers.ts';
import type { TrafficOrder } from './traffic.ts';

/** Addresses of the zone's servers; undefined if none could be found. */
const addressesOfZone = async (
  dns: DnsQuestions,
  { nameServers }: ZoneFacts,
  parents: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[] | undefined> => {
  const found = await Promise.allSettled(nameServers.map((host) => dns.addressesOf(host, parents, signal)));
  const notified = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return notified.length === 0 ? undefined : notified.flat();
};

const readDelegation = async (
  dns: DnsQuestions,
  { traffic: { parents } }: PairSettings,
  zone: ZoneFacts,
  name: string,
  signal: AbortSignal,
): Promise<DelegationReading> => {
  if (zone.private)
    return {
      name,
      verdict: 'exempt',
      message: `${name}: the zone ${zone.name} is private, so it has no public delegation`,
    };
  try {
    const world = await dns.delegation(name, parents, signal);
    const addresses = needsAddresses(zone, world) ? await addressesOfZone(dns, zone, parents, signal) : [];
    return judgeDelegation(zone, name, world, addresses);
  } catch (error) {
    return { name, verdict: 'not-checked', message: `${name}: could not read its delegation: ${reasonOf(error)}` };
  }
};

/** Never throws: a name that could not be checked is `not-checked`. Names outside the zone are left out. */
export const readDelegations = (
  dns: DnsQuestions,
  settings: PairSettings,
  zone: ZoneFacts,
  signal: AbortSignal,
): Promise<readonly DelegationReading[]> =>
  Promise.all(
    settings.service.names
      .filter((name) => liesIn(name, zone.name))
      .map((name) => readDelegation(dns, settings, zone, name, signal)),
  );

const askForClaim = async (
  dns: DnsQuestions,
  server: string,
  { epoch, recoveryId }: TrafficOrder,
  name: string,
  signal: AbortSignal,
): Promise<'shown' | 'against' | 'silent'> => {
  const [notified] = await Promise.allSettled([dns.askText(server, claimNameOf(name), signal)]);
  if (notified.status === 'rejected') return 'silent';
  const { authoritative, texts, rcode = 'NOERROR' } = notified.value;
  if (!authoritative || (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN')) return 'silent';
  const isOurs = texts.some((text) => {
    const claim = parseClaim(`"${text}"`);
    return claim?.epoch === epoch && claim.recoveryId === recoveryId;
  });
  return isOurs ? 'shown' : 'against';
};

/** The servers to which the delegation points; none if they cannot be found. */
const serversAsked = async (
  dns: DnsQuestions,
  settings: PairSettings,
  name: string,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const { parents } = settings.traffic;
  const [walked, known] = await Promise.allSettled([
    dns.delegation(name, parents, signal),
    serversOf(dns, settings, name, signal),
  ]);
  if (walked.status === 'fulfilled') return walked.value.servers.flatMap(({ addresses }) => addresses.slice(0, 1));
  return known.status === 'fulfilled' ? known.value : [];
};

/** Never throws: a server that cannot be queried counts as silent. */
export const seeClaims = (dns: DnsQuestions, order: TrafficOrder, signal: AbortSignal): Promise<readonly ClaimSeen[]> =>
  Promise.all(
    order.settings.service.names.map(async (name): Promise<ClaimSeen> => {
      const servers = await serversAsked(dns, order.settings, name, signal);
      const said = await Promise.all(servers.map((server) => askForClaim(dns, server, order, name, signal)));
      const these = (kind: (typeof said)[number]): readonly string[] =>
        servers.filter((_server, index) => said[index] === kind);
      return { name, shown: these('shown'), against: these('against'), silent: these('silent') };
    }),
  );
