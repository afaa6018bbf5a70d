// What the world is told: each authoritative server is asked by itself, never a resolver whose cache might answer for it.
import type { PairSettings } from '../contract/pair-settings.ts';
import { delegatedServers } from '../net/delegation.ts';
import { askDns, type DnsAnswer } from '../net/dns-query.ts';

/** DNS as this folder needs it. Servers are `ip:port`. */
export interface DnsQuestions {
  /** Asks one server for the A records of a name. @throws when it gives no usable answer */
  ask(
    server: string,
    name: string,
    signal: AbortSignal,
  ): Promise<Pick<DnsAnswer, 'authoritative' | 'addresses'> & { readonly rcode?: string }>;
  /** The servers to which the world is sent for a name. @throws where no delegation is found */
  serversFor(name: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** Real DNS. */
export const networkDns: DnsQuestions = {
  ask: (server, name, signal) => askDns(server, name, 'A', signal),
  serversFor: delegatedServers,
};

/** One thing that was asked: whether it is as wanted, and what it said. */
export interface Answer {
  readonly settled: boolean;
  readonly says: string;
}

const askServer = async (
  dns: DnsQuestions,
  server: string,
  name: string,
  wanted: string,
  signal: AbortSignal,
): Promise<Answer> => {
  try {
    const { authoritative, addresses, rcode } = await dns.ask(server, name, signal);
    const right = addresses.length === 1 && addresses[0] === wanted;
    const says = `${server} gives ${name} as ${addresses.join(', ') || `nothing (${rcode ?? 'no record'})`}`;
    return { settled: right && authoritative, says: authoritative ? says : `${says}, but not with authority` };
  } catch (error) {
    return {
      settled: false,
      says: `${server} did not answer for ${name}: ${Error.isError(error) ? error.message : String(error)}`,
    };
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
  wanted: string,
  signal: AbortSignal,
): Promise<readonly Answer[]> => {
  const { nameServers } = settings.traffic;
  const servers = nameServers.length > 0 ? nameServers : await dns.serversFor(name, signal);
  if (servers.length === 0) return [{ settled: false, says: `no authoritative server is known for ${name}` }];
  return Promise.all(servers.map((server) => askServer(dns, server, name, wanted, signal)));
};
