// The zone's authoritative name servers as the world sees them: UDP and TCP at their own addresses, each lagging behind
// the zone by its own delay, and each answer recorded for the timeline and the invariant checker.
import type { LabClock } from '../../packages/local-cloud/base/clock.ts';
import type { Network } from '../network/network.ts';
import { realNetwork } from '../network/real-network.ts';
import { replyTo } from './dns-message.ts';
import { type FollowedRecord, keepZoneHistory, type ZoneHistory, type ZoneLookup } from './zone-history.ts';

export interface NameServerAddress {
  /** Host name as in the NS record; for the log only. */
  readonly name: string;
  readonly address: string;
  /** The same for UDP and TCP; 0 takes any free one. */
  readonly port: number;
  /** Lab milliseconds by which this server lags behind the zone; default 0. */
  readonly delayMs?: number;
}

export interface NameServersOptions {
  readonly servers: readonly NameServerAddress[];
  readonly lookup: ZoneLookup;
  readonly clock: LabClock;
  /**
   * Records followed from the start, so that a lagging server does not learn them from a query. Name the service's A
   * and TXT.
   */
  readonly followed?: readonly FollowedRecord[];
  /** Default: this machine's. */
  readonly network?: Network;
}

/** One answer given. `values` is empty for a negative answer. Lab time since 1970. */
export interface DnsAnswer {
  readonly atMs: number;
  readonly server: string;
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
  /** A server that knows no zone said so: no word about the name. */
  readonly refused?: true;
}

export interface NameServer {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  delayMs: number;
  /** While true, questions are dropped without an answer. */
  silent: boolean;
  /** While true, the server knows no zone: it refuses every query, like a decommissioned server. */
  lame: boolean;
}

export interface NameServers extends AsyncDisposable {
  readonly servers: readonly NameServer[];
  /** Every answer of every server, in order. */
  readonly answers: readonly DnsAnswer[];
}

const startOne = async (
  at: NameServerAddress,
  history: ZoneHistory,
  answers: DnsAnswer[],
  { clock, network = realNetwork }: NameServersOptions,
) => {
  const state = { delayMs: at.delayMs ?? 0, silent: false, lame: false };
  const { port, close } = await network.listenDns(at.address, at.port, (query) => {
    if (state.silent) return undefined;
    const atMs = clock.nowMs();
    const said = replyTo(query, (name, type) =>
      state.lame ? { inZone: false } : history.at(name, type, atMs - state.delayMs),
    );
    const refused = state.lame ? { refused: true as const } : {};
    answers.push({ atMs, server: at.name, name: said.name, type: said.type, values: said.values, ...refused });
    return said.packet;
  });
  return { server: Object.assign(state, { name: at.name, address: at.address, port }), close };
};

export const startNameServers = async (options: NameServersOptions): Promise<NameServers> => {
  const { clock } = options;
  const history = keepZoneHistory(options.lookup, clock, options.followed);
  const answers: DnsAnswer[] = [];
  const started: { server: NameServer; close(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    history[Symbol.dispose]();
    await Promise.all(started.map(({ close }) => close()));
  };
  try {
    for (const at of options.servers) started.push(await startOne(at, history, answers, options));
  } catch (error) {
    await stop();
    throw error;
  }
  return { servers: started.map(({ server }) => server), answers, [Symbol.asyncDispose]: stop };
};
