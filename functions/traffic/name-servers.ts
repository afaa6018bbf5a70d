// What the world is told: each authoritative server is asked by itself, never a resolver whose cache might answer for it.
import type { PairSettings } from '../contract/pair-settings.ts';
import type { Zone } from './route53-zone.ts';

/** What one authoritative server says of one name. */
export interface ServerAnswer {
  /** The AA flag: the server speaks for the zone, not from a cache. */
  readonly authoritative: boolean;
  readonly addresses: readonly string[];
}

/** DNS as this folder needs it; net knows how. */
export interface DnsQuestions {
  /** Asks one server (`ip:port`) for the A records of a name. @throws when it gives no usable answer */
  askServer(server: string, name: string, signal: AbortSignal): Promise<ServerAnswer>;
  /** IPv4 addresses of a name server's own name, by the resolver of the house. */
  addressesOf(hostName: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** A server as it is named in evidence, and where it is asked. */
export interface NameServer {
  readonly label: string;
  /** `ip:port` */
  readonly at: string;
}

const DNS_PORT = 53;

/** The servers in the settings; where there are none, those of the NS record at the zone's apex (listed first by the zone). */
export const nameServersOf = async (
  settings: PairSettings,
  zone: Pick<Zone, 'list'>,
  dns: Pick<DnsQuestions, 'addressesOf'>,
  signal: AbortSignal,
): Promise<readonly NameServer[]> => {
  const { nameServers } = settings.traffic;
  if (nameServers.length > 0) return nameServers.map((at) => ({ label: at, at }));
  const apex = (await zone.list(undefined, signal)).find((set) => set.Type === 'NS');
  const hosts = (apex?.ResourceRecords ?? []).map((record) => (record.Value ?? '').replace(/\.$/, ''));
  const found = await Promise.all(
    hosts.map(async (host) =>
      (await dns.addressesOf(host, signal)).map((address) => ({ label: `${host} (${address})`, at: `${address}:${DNS_PORT}` })),
    ),
  );
  return found.flat();
};

/** What a server says of a name, in one sentence, and whether that is the wanted address. Never throws. */
export const askForName = async (
  dns: Pick<DnsQuestions, 'askServer'>,
  server: NameServer,
  name: string,
  wanted: string,
  signal: AbortSignal,
): Promise<{ readonly settled: boolean; readonly says: string }> => {
  try {
    const { authoritative, addresses } = await dns.askServer(server.at, name, signal);
    const right = addresses.length === 1 && addresses[0] === wanted;
    const says = `${server.label} gives ${name} as ${addresses.join(', ') || 'nothing'}`;
    return { settled: right && authoritative, says: authoritative ? says : `${says}, but not with authority` };
  } catch (error) {
    const said = Error.isError(error) ? `${error.name}: ${error.message}` : String(error);
    return { settled: false, says: `${server.label} did not answer for ${name} (${said})` };
  }
};
