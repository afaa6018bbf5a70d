// Finds the servers that public DNS uses for a name, like a resolver with an empty cache: from the root, or from the
// servers that the settings name instead, one referral after another. No cache and no private DNS of the customer's
// network is involved.
import type { Clock } from '../../contract/runtime/clock.ts';
import type { Delegation } from '../../domain/traffic/delegation.ts';
import { CallFailure } from '../call-failure.ts';
import { type DnsAnswer, isWithin } from './dns-answer.ts';
import { ROOT_SERVERS } from './root-servers.ts';

/** One query to one server (ip:port). @throws if there is no usable answer */
export type AskOne = (server: string, name: string, type: 'A' | 'SOA', signal: AbortSignal) => Promise<DnsAnswer>;

export interface Walk {
  /**
   * Servers of the root, or of any zone above the name, as ip:port. Servers found by referral are queried at the first
   * one's port.
   */
  readonly roots: readonly string[];
  readonly signal: AbortSignal;
  readonly clock: Pick<Clock, 'deadline'>;
  readonly ask: AskOne;
}

type Server = Delegation['servers'][number];

const SERVER_TIMEOUT_MS = 2_000;
/** Servers queried at once, and the number of such groups before a zone counts as silent. */
const AT_ONCE = 4;
const MOST_GROUPS = 2;
/** Names have few zones above them; more referrals mean a loop. */
const MOST_REFERRALS = 12;
/** How deep to follow server names whose own servers have to be found first. */
const MOST_DEPTH = 3;

const isReported = ({ authoritative, rcode, referral }: DnsAnswer): boolean =>
  referral !== undefined || (authoritative && (rcode === 'NOERROR' || rcode === 'NXDOMAIN'));

interface Asked extends Walk {
  readonly depth: number;
}

/** The first usable answer of any server; undefined if none gave one. */
const firstAnswer = async (
  servers: readonly string[],
  name: string,
  type: 'A' | 'SOA',
  { ask, signal, clock }: Asked,
  isUsable: (answer: DnsAnswer) => boolean,
): Promise<DnsAnswer | undefined> => {
  for (let group = 0; group < MOST_GROUPS; group += 1) {
    const some = servers.slice(group * AT_ONCE, (group + 1) * AT_ONCE);
    if (some.length === 0 || signal.aborted) return undefined;
    const enough = new AbortController();
    const limit = clock.deadline(SERVER_TIMEOUT_MS, AbortSignal.any([signal, enough.signal]));
    const answers = some.map(async (server) => {
      const answer = await ask(server, name, type, limit);
      if (isReported(answer) && isUsable(answer)) return answer;
      throw new CallFailure(
        'garbled',
        answer.authoritative ? answer.rcode : 'not authoritative',
        `name server ${server}`,
      );
    });
    const [first] = await Promise.allSettled([Promise.any(answers)]);
    // Aborts the remaining queries.
    enough.abort();
    await Promise.allSettled(answers);
    if (first.status === 'fulfilled') return first.value;
  }
  return undefined;
};

const portOf = (server: string | undefined): string => server?.slice(server.lastIndexOf(':') + 1) ?? '53';

/** Addresses of a server that a referral only named. @throws CallFailure if they cannot be found */
const addressesOf = async (host: string, asked: Asked): Promise<readonly string[]> => {
  if (asked.depth >= MOST_DEPTH) throw new CallFailure('unresolved', 'ELOOP', host);
  const { servers } = await walk(host, { ...asked, depth: asked.depth + 1 }, false);
  const at = servers.flatMap(({ addresses }) => addresses);
  const answer = await firstAnswer(at, host, 'A', asked, ({ authoritative }) => authoritative);
  if (!answer) throw new CallFailure('silent', 'ETIMEOUT', `name servers of ${host}`);
  return answer.addresses.map((ip) => `${ip}:${portOf(asked.roots[0])}`);
};

const withAddresses = (servers: readonly Server[], asked: Asked): Promise<readonly Server[]> =>
  Promise.all(
    servers.map(async (server) => {
      if (server.addresses.length > 0) return server;
      const [found] = await Promise.allSettled([addressesOf(server.name, asked)]);
      return found.status === 'fulfilled' ? { ...server, addresses: found.value } : server;
    }),
  );

const walk = async (name: string, asked: Asked, complete: boolean): Promise<Delegation> => {
  const port = portOf(asked.roots[0]);
  let cut = '';
  let servers: readonly Server[] = asked.roots.map((at) => ({ name: at, addresses: [at] }));
  for (let hops = 0; hops < MOST_REFERRALS; hops += 1) {
    const above = cut;
    const isFurther = ({ referral }: DnsAnswer): boolean =>
      referral === undefined ||
      (referral.zone !== above && isWithin(referral.zone, above) && isWithin(name, referral.zone));
    if (!servers.some(({ addresses }) => addresses.length > 0)) servers = await withAddresses(servers, asked);
    const at = servers.flatMap(({ addresses }) => addresses);
    const answer = await firstAnswer(at, name, 'SOA', asked, isFurther);
    if (!answer && hops === 0)
      throw new CallFailure('silent', 'ETIMEOUT', `the servers from which the world asks for ${name}`);
    if (!answer?.referral) {
      return {
        cut,
        servers: complete ? await withAddresses(servers, asked) : servers,
        ...(answer?.apex !== undefined && { apex: answer.apex }),
      };
    }
    cut = answer.referral.zone;
    servers = answer.referral.servers.map((server) => ({
      name: server.name,
      addresses: server.addresses.map((ip) => `${ip}:${port}`),
    }));
  }
  throw new CallFailure('garbled', 'ELOOP', `the delegation of ${name}`);
};

const startOf = ({ roots, ...rest }: Walk): Asked => ({
  ...rest,
  roots: roots.length > 0 ? roots : ROOT_SERVERS,
  depth: 0,
});

/**
 * The delegated servers of `name`.
 * @throws CallFailure if not even the first servers answer.
 */
export const walkDelegation = (name: string, how: Walk): Promise<Delegation> =>
  walk(name.toLowerCase(), startOf(how), true);

/**
 * Public IPv4 addresses (ip:port) of a host name; empty if there are none.
 * @throws CallFailure if no server answers.
 */
export const walkAddresses = (host: string, how: Walk): Promise<readonly string[]> =>
  addressesOf(host.toLowerCase(), startOf(how));
