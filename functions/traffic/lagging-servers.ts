// Which authoritative servers do not give the new address after a move. A majority decides that users are served
// (settled.ts), but each of the others still sends clients to the old address, so the report names them.
import type { Clock } from '../contract/runtime/clock.ts';
import { applianceOf } from '../contract/settings/pair-settings.ts';
import { reasonOf } from '../net/reason-of.ts';
import { askEachServer, type DnsQuestions } from './name-servers.ts';
import type { LaggingServers, TrafficOrder } from './traffic.ts';

const DNS_MS = 5_000;

const laggingFor = async (
  dns: DnsQuestions,
  { settings, from, to }: TrafficOrder,
  name: string,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const direction = { old: applianceOf(settings, from).address, new: applianceOf(settings, to).address };
  try {
    const answers = await askEachServer(dns, settings, name, direction, signal);
    return answers.filter(({ gives }) => gives !== 'new').map(({ message }) => message);
  } catch (error) {
    return [`could not query the name servers of ${name}: ${reasonOf(error)}`];
  }
};

/** Queries each server of each name. Needs no permission in the zone. */
export const laggingServers = (dns: DnsQuestions, clock: Clock): LaggingServers => ({
  lagging: async (order) => {
    const signal = clock.deadline(DNS_MS);
    return (await Promise.all(order.settings.service.names.map((name) => laggingFor(dns, order, name, signal)))).flat();
  },
});
