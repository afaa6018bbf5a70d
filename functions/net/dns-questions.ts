// The two DNS questions that the ways of moving users ask: one server for one name's addresses, and where a server is.
import { Resolver } from 'node:dns/promises';
import { CallFailure, callFailure } from './call-failure.ts';
import { askDns } from './dns-query.ts';

export const dnsQuestions = {
  /** A records of the name at one server (ip:port). No such name is an answer. @throws CallFailure */
  askServer: async (
    server: string,
    name: string,
    signal: AbortSignal,
  ): Promise<{ readonly authoritative: boolean; readonly addresses: readonly string[] }> => {
    const { rcode, authoritative, addresses } = await askDns(server, name, 'A', signal);
    if (rcode === 'NOERROR' || rcode === 'NXDOMAIN') return { authoritative, addresses };
    throw new CallFailure('garbled', rcode, `name server ${server}`);
  },

  /** IPv4 addresses of a host, by the system's resolver. @throws CallFailure */
  addressesOf: async (hostName: string, signal: AbortSignal): Promise<readonly string[]> => {
    const resolver = new Resolver({ timeout: 1_000, tries: 2 });
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel);
    try {
      signal.throwIfAborted();
      return await resolver.resolve4(hostName);
    } catch (error) {
      throw callFailure(signal.aborted ? signal.reason : error, hostName);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  },
} as const;
