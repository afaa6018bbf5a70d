// What the world is told: each authoritative server is asked by itself, never a resolver whose cache might answer for it.
import type { PairSettings } from '../contract/settings/pair-settings.ts';
import type { Delegation } from '../domain/traffic/delegation.ts';
import { walkAddresses, walkDelegation } from '../net/dns/delegation-walk.ts';
import type { DnsAnswer } from '../net/dns/dns-answer.ts';
import type { Outside } from '../net/platform.ts';

type Said<K extends keyof DnsAnswer> = Pick<DnsAnswer, 'authoritative' | K> & { readonly rcode?: string };

/** DNS as this folder needs it. Servers are `ip:port`. */
export interface DnsQuestions {
  /** Asks one server for the A records of a name. @throws when it gives no usable answer */
  ask(server: string, name: string, signal: AbortSignal): Promise<Said<'addresses'>>;
  /** Asks one server for the TXT records of a name. @throws when it gives no usable answer */
  askText(server: string, name: string, signal: AbortSignal): Promise<Said<'texts'>>;
  /** Asks a resolver, which may answer from its cache, for the A records of a name. @throws when it gives no usable answer */
  askResolver(server: string, name: string, signal: AbortSignal): Promise<Said<'addresses' | 'ttlSeconds'>>;
  /** Whom the world asks for a name, from `parents` on, or from the root where they are empty. @throws where nobody can be asked */
  delegation(name: string, parents: readonly string[], signal: AbortSignal): Promise<Delegation>;
  /** Addresses (ip:port) of a name server. @throws where nobody can be asked */
  addressesOf(host: string, parents: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** The servers to which the system's own resolver leads for a name. @throws where no delegation is found */
  serversFor(name: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** DNS as the network answers it. */
export const networkDns = ({ net, clock }: Outside): DnsQuestions => {
  const walk = (roots: readonly string[], signal: AbortSignal) => ({ roots, signal, clock, ask: net.askDns });
  return {
    ask: (server, name, signal) => net.askDns(server, name, 'A', signal),
    askText: (server, name, signal) => net.askDns(server, name, 'TXT', signal),
    askResolver: (server, name, signal) => net.askDns(server, name, 'A', signal, { recursive: true }),
    delegation: (name, parents, signal) => walkDelegation(name, walk(parents, signal)),
    addressesOf: (host, parents, signal) => walkAddresses(host, walk(parents, signal)),
    serversFor: (name, signal) => net.zoneServers(name, signal),
  };
};

/** The servers of the settings, or those to which the world is sent. @throws where neither is known */
export const serversOf = async (
  dns: DnsQuestions,
  { traffic: { nameServers, parents } }: PairSettings,
  name: string,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  if (nameServers.length > 0) return nameServers;
  const [walked] = await Promise.allSettled([dns.delegation(name, parents, signal)]);
  const found = walked.status === 'fulfilled' ? walked.value.servers.flatMap(({ addresses }) => addresses.slice(0, 1)) : [];
  if (found.length > 0) return found;
  // Where the owner's network lets no question out to the root, its resolver still knows the way.
  return dns.serversFor(name, signal);
};

/** What one server says of a name. `old`, `new`: that address alone. `third`: anything else, with authority. `none`: nothing that counts. */
export interface Answer {
  readonly gives: 'new' | 'old' | 'third' | 'none';
  readonly message: string;
}

/** Addresses before and after a move. */
export interface Direction {
  readonly old: string;
  readonly new: string;
}

const kindOf = (addresses: readonly string[], direction: Direction): Answer['gives'] => {
  const [address, ...others] = addresses;
  if (others.length > 0) return 'third';
  if (address === direction.new) return 'new';
  return address === direction.old ? 'old' : 'third';
};

const reasonOf = (error: unknown): string => (Error.isError(error) ? error.message : String(error));

const askServer = async (
  dns: DnsQuestions,
  server: string,
  name: string,
  direction: Direction,
  signal: AbortSignal,
): Promise<Answer> => {
  try {
    const { authoritative, addresses, rcode = 'NOERROR' } = await dns.ask(server, name, signal);
    const message = `${server} gives ${name} as ${addresses.join(', ') || `nothing (${rcode === 'NOERROR' ? 'no record' : rcode})`}`;
    if (!authoritative) return { gives: 'none', message: `${message}, but not with authority` };
    if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return { gives: 'none', message };
    return { gives: kindOf(addresses, direction), message };
  } catch (error) {
    return { gives: 'none', message: `${server} did not answer for ${name}: ${reasonOf(error)}` };
  }
};

/**
 * Asks each server of the settings, or of the delegation where the settings name none, for one name.
 * @throws where no server is known
 */
export const askEachServer = async (
  dns: DnsQuestions,
  settings: PairSettings,
  name: string,
  direction: Direction,
  signal: AbortSignal,
): Promise<readonly Answer[]> => {
  const servers = await serversOf(dns, settings, name, signal);
  if (servers.length === 0) return [{ gives: 'none', message: `no authoritative server is known for ${name}` }];
  return Promise.all(servers.map((server) => askServer(dns, server, name, direction, signal)));
};

/** What the owner's own resolvers still tell their callers: for the report, never a reason to wait. */
export const askResolvers = (
  dns: DnsQuestions,
  { service, traffic }: PairSettings,
  signal: AbortSignal,
): Promise<readonly string[]> =>
  Promise.all(
    service.names.flatMap((name) =>
      traffic.resolvers.map(async (resolver) => {
        try {
          const { addresses, ttlSeconds } = await dns.askResolver(resolver, name, signal);
          const age = ttlSeconds === undefined ? '' : ` for ${ttlSeconds} s more at most`;
          return `resolver ${resolver} gives ${name} as ${addresses.join(', ') || 'nothing'}${age}`;
        } catch (error) {
          return `resolver ${resolver} did not answer for ${name}: ${reasonOf(error)}`;
        }
      }),
    ),
  );
