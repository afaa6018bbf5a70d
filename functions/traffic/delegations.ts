// Holds the delegation of every service name against the zone that we write, and looks for our claim where the world asks.
import type { PairSettings } from '../contract/settings/pair-settings.ts';
import type { ClaimSeen } from '../domain/traffic/claim-seen.ts';
import { type DelegationReading, judgeDelegation, liesIn, needsAddresses, type ZoneFacts } from '../domain/traffic/delegation.ts';
import { claimNameOf, parseClaim } from './claim-text.ts';
import { type DnsQuestions, serversOf } from './name-servers.ts';
import type { TrafficOrder } from './traffic.ts';

const reasonOf = (error: unknown): string => (Error.isError(error) ? error.message : String(error));

/** Addresses of the zone's servers; undefined where none of them could be found out. */
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
    return { name, verdict: 'exempt', message: `${name}: the zone ${zone.name} is private, so nobody delegates to it` };
  try {
    const world = await dns.delegation(name, parents, signal);
    const addresses = needsAddresses(zone, world) ? await addressesOfZone(dns, zone, parents, signal) : [];
    return judgeDelegation(zone, name, world, addresses);
  } catch (error) {
    return { name, verdict: 'not-checked', message: `${name}: its delegation could not be asked for: ${reasonOf(error)}` };
  }
};

/** Never throws: what could not be asked is `not-checked`. Names outside of the zone are left out. */
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

/** One server each, of those to which the world is sent; none where they cannot be found out. */
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

/** Never throws: a server that cannot be asked is silent. */
export const seeClaims = (dns: DnsQuestions, order: TrafficOrder, signal: AbortSignal): Promise<readonly ClaimSeen[]> =>
  Promise.all(
    order.settings.service.names.map(async (name): Promise<ClaimSeen> => {
      const servers = await serversAsked(dns, order.settings, name, signal);
      const said = await Promise.all(servers.map((server) => askForClaim(dns, server, order, name, signal)));
      const these = (kind: (typeof said)[number]): readonly string[] => servers.filter((_server, index) => said[index] === kind);
      return { name, shown: these('shown'), against: these('against'), silent: these('silent') };
    }),
  );
