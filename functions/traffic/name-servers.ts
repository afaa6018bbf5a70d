// What public DNS answers. Queries each authoritative server itself, never a resolver whose cache might answer instead.
import type { PairSettings } from '../contract/settings/pair-settings.ts';
import type { Delegation } from '../domain/traffic/delegation.ts';
import { walkAddresses, walkDelegation } from '../net/dns/delegation-walk.ts';
import type { DnsAnswer } from '../net/dns/dns-answer.ts';
import type { Outside } from '../net/platform.ts';
import { reasonOf } from '../net/reason-of.ts';

type Said<K extends keyof DnsAnswer> = Pick<DnsAnswer, 'authoritative' | K> & { readonly rcode?: string };

/** DNS as this folder needs it. Servers are `ip:port`. */
export interface DnsQuestions {
  /** Queries one server for the A records of a name. @throws if it gives no usable answer */
  ask(server: string, name: string, signal: AbortSignal): Promise<Said<'addresses'>>;
  /** Queries one server for the TXT records of a name. @throws if it gives no usable answer */
  askText(server: string, name: string, signal: AbortSignal): Promise<Said<'texts'>>;
  /**
   * Queries a resolver, which may answer from its cache, for the A records of a name. @throws if it gives no usable
   * answer
   */
  askResolver(server: string, name: string, signal: AbortSignal): Promise<Said<'addresses' | 'ttlSeconds'>>;
  /**
   * The delegated servers of a name, found from `parents` on, or from the root if they are empty. @throws if no server
   * answers
   */
  delegation(name: string, parents: readonly string[], signal: AbortSignal): Promise<Delegation>;
  /** Addresses (ip:port) of a name server. @throws if no server answers */
  addressesOf(host: string, parents: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** The servers of a name according to the system's own resolver. @throws if it finds no delegation */
  serversFor(name: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** DNS over the network. */
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

/** The servers of the settings, or else the delegated ones. @throws if neither is known */
export const serversOf = async (
  dns: DnsQuestions,
  { traffic: { nameServers, parents } }: PairSettings,
  name: string,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  if (nameServers.length > 0) return nameServers;
  const [walked] = await Promise.allSettled([dns.delegation(name, parents, signal)]);
  const found =
    walked.status === 'fulfilled' ? walked.value.servers.flatMap(({ addresses }) => addresses.slice(0, 1)) : [];
  if (found.length > 0) return found;
  // If the customer's network blocks queries to the root, its own resolver still finds the servers.
  return dns.serversFor(name, signal);
};

/**
 * One server's answer for a name. `old`, `new`: only that address. `third`: any other authoritative answer. `none`: no
 * usable answer.
 */
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
    if (!authoritative) return { gives: 'none', message: `${message}, but not authoritatively` };
    if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return { gives: 'none', message };
    return { gives: kindOf(addresses, direction), message };
  } catch (error) {
    return { gives: 'none', message: `${server} did not answer for ${name}: ${reasonOf(error)}` };
  }
};

/**
 * Queries each server of the settings, or of the delegation if the settings name none, for one name.
 * @throws if no server is known
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

/** What the customer's own resolvers still answer: for the report, never a reason to wait. */
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
          const age = ttlSeconds === undefined ? '' : ` for at most ${ttlSeconds} s more`;
          return `resolver ${resolver} gives ${name} as ${addresses.join(', ') || 'nothing'}${age}`;
        } catch (error) {
          return `resolver ${resolver} did not answer for ${name}: ${reasonOf(error)}`;
        }
      }),
    ),
  );
