// Finds the name servers of the nearest zone above a name, through the system's resolver.
import { Resolver } from 'node:dns/promises';
import { CallFailure, callFailure } from '../call-failure.ts';

const DNS_PORT = 53;

const serversOfZone = async (resolver: Resolver, zone: string): Promise<readonly string[]> => {
  const names = await resolver.resolveNs(zone);
  const addresses = await Promise.allSettled(names.map((name) => resolver.resolve4(name)));
  return addresses
    .flatMap((found) => (found.status === 'fulfilled' ? found.value : []))
    .map((ip) => `${ip}:${DNS_PORT}`);
};

/**
 * The authoritative servers of the zone that holds the name, each as ip:port.
 * @param resolver default: the system's.
 * @throws CallFailure if no zone above the name can be found.
 */
export const delegatedServers = async (
  name: string,
  signal: AbortSignal,
  resolver: Resolver = new Resolver({ timeout: 1_000, tries: 2 }),
): Promise<readonly string[]> => {
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel);
  const labels = name.split('.');
  let last: unknown;
  try {
    // The name itself may be a zone; a top-level domain never is one of ours.
    for (let cut = 0; cut < labels.length - 1; cut += 1) {
      try {
        const servers = await serversOfZone(resolver, labels.slice(cut).join('.'));
        if (servers.length > 0) return servers;
      } catch (error) {
        // Goes up only after a clear "no zone here": the parent of a silent zone does not know its names.
        if (signal.aborted || callFailure(error, name).kind !== 'unresolved') throw error;
        last = error;
      }
    }
    throw last ?? new CallFailure('unresolved', 'ENODATA', name);
  } catch (error) {
    throw callFailure(signal.aborted ? signal.reason : error, `delegation of ${name}`);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};
