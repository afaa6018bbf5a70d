// Takes the network away from a function, as a wrong route or a full firewall would: TCP connections, datagrams and DNS
// questions to the places that a cut names. Cuts are data, so that they can be sent into a running worker.

import { Socket as DatagramSocket } from 'node:dgram';
import { promises as dnsPromises, Resolver } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

/** What is out of reach. A field left out matches everything. */
export interface NetworkCut {
  /** The functions that are cut off, by name. */
  readonly functionName?: string;
  /** The far end's host as the function asks for it: an address, or a name where it connects by name. */
  readonly address?: string;
  readonly port?: number;
  /** The emulated AWS stays reachable unless this is true: a blind watcher can still report that it is blind. */
  readonly includingAws?: boolean;
  /**
   * `unreachable` fails at once (the default); `silent` swallows packets, so that only the caller's deadline ends it.
   */
  readonly how?: 'unreachable' | 'silent';
}

export interface CutFilter {
  setCuts(cuts: readonly NetworkCut[]): void;
}

export interface FarEnd {
  readonly address: string;
  readonly port: number;
}

/** The cut that keeps that function from that place, if any. */
export const cutBetween = (
  cuts: readonly NetworkCut[],
  functionName: string,
  farEnd: FarEnd,
  isAws = false,
): NetworkCut | undefined =>
  cuts.find(
    (cut) =>
      (cut.functionName === undefined || cut.functionName === functionName) &&
      (cut.address === undefined || cut.address === farEnd.address) &&
      (cut.port === undefined || cut.port === farEnd.port) &&
      (cut.includingAws === true || !isAws),
  );

const unreachable = ({ address, port }: FarEnd): Error =>
  Object.assign(new Error(`connect ENETUNREACH ${address}:${port}`), {
    code: 'ENETUNREACH',
    errno: -101,
    syscall: 'connect',
    address,
    port,
  });

const farEndOf = (parameters: readonly unknown[]): FarEnd => {
  // net.connect passes its normalized argument list as the first element.
  const [first, second] = Array.isArray(parameters[0]) ? (parameters[0] as unknown[]) : parameters;
  if (typeof first === 'object' && first !== null) {
    const { host, port } = first as { host?: unknown; port?: unknown };
    return { address: String(host ?? '127.0.0.1'), port: Number(port ?? 0) };
  }
  return { address: typeof second === 'string' ? second : '127.0.0.1', port: Number(first) };
};

const splitServer = (server: string): FarEnd => {
  const match = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(server);
  return { address: match?.[1] ?? server, port: Number(match?.[2] ?? 53) };
};

type Matcher = (farEnd: FarEnd) => NetworkCut | undefined;
type Answer = (error: Error) => void;

const patchConnect = (cutFor: Matcher): void => {
  const realConnect = Socket.prototype.connect as (...parameters: unknown[]) => Socket;
  const patched = function cuttableConnect(this: Socket, ...parameters: unknown[]): Socket {
    const farEnd = farEndOf(parameters);
    const cut = cutFor(farEnd);
    if (cut === undefined) return realConnect.apply(this, parameters);
    if (cut.how !== 'silent') setImmediate(() => this.destroy(unreachable(farEnd)));
    return this;
  };
  Object.defineProperty(Socket.prototype, 'connect', { configurable: true, writable: true, value: patched });
};

const patchDatagrams = (cutFor: Matcher): void => {
  const realSend = DatagramSocket.prototype.send as (...parameters: unknown[]) => void;
  const patched = function cuttableSend(this: DatagramSocket, ...parameters: unknown[]): void {
    const numbers = parameters.slice(1).filter((one): one is number => typeof one === 'number');
    const address = parameters.slice(1).find((one): one is string => typeof one === 'string') ?? '127.0.0.1';
    // send(message, offset, length, port, address) or send(message, port, address)
    const cut = cutFor({ address, port: numbers.at(-1) ?? 0 });
    if (cut === undefined) realSend.apply(this, parameters);
  };
  Object.defineProperty(DatagramSocket.prototype, 'send', { configurable: true, writable: true, value: patched });
};

const patchResolvers = (cutFor: Matcher): void => {
  const timedOut = (method: string): Error =>
    Object.assign(new Error(`${method} ETIMEOUT`), { code: 'ETIMEOUT', syscall: method });
  const isCut = (resolver: { getServers(): string[] }): boolean => {
    const servers = resolver.getServers();
    return servers.length > 0 && servers.every((server) => cutFor(splitServer(server)) !== undefined);
  };
  for (const prototype of [Resolver.prototype, dnsPromises.Resolver.prototype] as object[]) {
    const promised = prototype === dnsPromises.Resolver.prototype;
    for (const name of Object.getOwnPropertyNames(prototype).filter(
      (one) => one.startsWith('resolve') || one === 'reverse',
    )) {
      const real = Reflect.get(prototype, name) as (...parameters: unknown[]) => unknown;
      const patched = function cuttableResolve(this: { getServers(): string[] }, ...parameters: unknown[]): unknown {
        if (!isCut(this)) return real.apply(this, parameters);
        if (promised) return Promise.reject(timedOut(name));
        const answer = parameters.at(-1) as Answer;
        setImmediate(() => answer(timedOut(name)));
        return {};
      };
      Object.defineProperty(prototype, name, { configurable: true, writable: true, value: patched });
    }
  }
};

/** Patches this thread's network so that cuts can be laid over it at any moment. */
export const installNetworkCut = (functionName: string, awsUrl: string | undefined): CutFilter => {
  let cuts: readonly NetworkCut[] = [];
  const aws = awsUrl === undefined ? undefined : new URL(awsUrl);
  const isAws = ({ address, port }: FarEnd): boolean => address === aws?.hostname && port === Number(aws.port);
  const cutFor: Matcher = (farEnd) => cutBetween(cuts, functionName, farEnd, isAws(farEnd));
  patchConnect(cutFor);
  patchDatagrams(cutFor);
  patchResolvers(cutFor);
  syncBuiltinESMExports();
  return {
    setCuts: (next) => {
      cuts = next;
    },
  };
};
