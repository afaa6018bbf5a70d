// Where the service's names point according to the authoritative servers: those of the settings, or else the zone's
// delegation.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { CallFailure } from '../../net/call-failure.ts';
import type { Outside } from '../../net/platform.ts';
import type { NameProbe } from './vantage.ts';

/** A delegation rarely changes, and a round has little time. */
const REMEMBERED_MS = 10 * 60_000;

export const authoritativeNames = ({ net, clock }: Outside): NameProbe => {
  const delegations = new Map<string, { readonly servers: readonly string[]; readonly untilMs: number }>();
  const serversOf = async (settings: PairSettings, name: string, signal: AbortSignal): Promise<readonly string[]> => {
    if (settings.traffic.nameServers.length > 0) return settings.traffic.nameServers;
    const known = delegations.get(name);
    if (known && known.untilMs > clock.nowMs()) return known.servers;
    const servers = await net.zoneServers(name, signal);
    delegations.set(name, { servers, untilMs: clock.nowMs() + REMEMBERED_MS });
    return servers;
  };
  return {
    addresses: async (settings, name, signal) => {
      const servers = await serversOf(settings, name, signal);
      const enough = new AbortController();
      const limit = AbortSignal.any([signal, enough.signal]);
      const asked = servers.map(async (server) => {
        const { rcode, addresses, authoritative } = await net.askDns(server, name, 'A', limit);
        if (authoritative && (rcode === 'NOERROR' || rcode === 'NXDOMAIN')) return addresses;
        throw new CallFailure('garbled', authoritative ? rcode : 'not authoritative', `name server ${server}`);
      });
      try {
        return await Promise.any(asked);
      } catch (error) {
        const [first] = error instanceof AggregateError ? error.errors : [error];
        throw first;
      } finally {
        // The first answer is enough. Aborts the others, so that no query outlives the round.
        enough.abort();
      }
    },
  };
};
