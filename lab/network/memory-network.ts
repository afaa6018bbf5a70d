// The world's network in memory, on the lab's clock: connections, handshakes, HTTP over Node's own parser, and DNS
// messages. Nothing of it reaches a socket. What it leaves out: packets, congestion, TLS records.
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { decode, encode, type Packet } from 'dns-packet';
import type { LabClock } from '../../packages/local-cloud/base/clock.ts';
import type { IssuedCertificate } from './certificate-authority.ts';
import { distrustOf } from './certificate-judge.ts';
import { datagramOf } from './datagram.ts';
import { guarded } from './http-errors.ts';
import { MemorySocket } from './memory-socket.ts';
import type { Network, OnQuery, WorldRequest } from './network.ts';
import { aborted, coded, never, type Route, type SecureRoute } from './route.ts';

export interface MemoryNetwork extends Network {
  /** A TCP connection. @throws with Node's codes; never settles against a black hole until the signal aborts */
  connect(route: Route): Promise<MemorySocket>;
  /** The same with a handshake; the certificate is what the server shows, trusted or not. */
  handshake(route: Route): Promise<{ readonly socket: MemorySocket; readonly certificate: IssuedCertificate }>;
  /** The same with a certificate that is trusted for that name. @throws with OpenSSL's codes */
  secure(route: SecureRoute): Promise<MemorySocket>;
  /** One DNS message to one server; undefined where it does not answer. @throws ECONNREFUSED where nobody listens */
  exchange(route: Route, message: Buffer, over: 'udp' | 'tcp'): Promise<Buffer | undefined>;
}

const FIRST_FREE_PORT = 20_000;

export interface MemoryNetworkOptions {
  readonly clock: LabClock;
  /** How long a connection, a handshake or a message takes, in ms, by seed. */
  readonly latencyMs: () => number;
}

export const memoryNetwork = ({ clock, latencyMs }: MemoryNetworkOptions): MemoryNetwork => {
  const tcp = new Map<string, { open: boolean; readonly accept: (socket: MemorySocket) => void }>();
  const dns = new Map<string, OnQuery>();
  let lastPort = FIRST_FREE_PORT;
  const at = ({ address, port }: { address: string; port: number }): string => `${address}:${port}`;
  const free = (port: number): number => {
    if (port !== 0) return port;
    lastPort += 1;
    return lastPort;
  };
  const wait = (signal: AbortSignal | undefined): Promise<void> =>
    clock.sleep(latencyMs(), signal).catch((error: unknown) => {
      throw signal?.aborted ? aborted(signal) : error;
    });

  const open = async (route: Route, isSecure: boolean): Promise<MemorySocket> => {
    await wait(route.signal);
    if (route.obstacle === 'silent') return never(route.signal);
    if (route.obstacle === 'unreachable') throw coded('ENETUNREACH', 'connect', route);
    const found = tcp.get(at(route));
    if (!found?.open) throw coded('ECONNREFUSED', 'connect', route);
    const { client, server } = MemorySocket.pair('client', route.address, isSecure);
    // Nobody need listen to the errors of an end that was let go.
    client.on('error', () => undefined);
    server.on('error', () => undefined);
    found.accept(server);
    return client;
  };
  const connect = (route: Route): Promise<MemorySocket> => open(route, false);
  const handshake = async (route: Route) => {
    const socket = await open(route, true);
    try {
      const shown = await Promise.race([socket.greet(), never<IssuedCertificate>(route.signal)]);
      await wait(route.signal);
      return { socket, certificate: shown };
    } catch (error) {
      socket.destroy();
      throw error;
    }
  };
  const secure = async (route: SecureRoute): Promise<MemorySocket> => {
    const { socket, certificate } = await handshake(route);
    const code = distrustOf(certificate.certPem, { ca: route.ca, name: route.name, nowMs: clock.nowMs() });
    if (code === undefined) return socket;
    socket.destroy();
    throw coded(code, 'handshake', route);
  };
  const exchange: MemoryNetwork['exchange'] = async (route, message, over) => {
    await wait(route.signal);
    const server = dns.get(at(route));
    if (route.obstacle !== undefined) return undefined;
    if (server === undefined) throw coded('ECONNREFUSED', 'recvmsg', route);
    const query = decode(message);
    const reply: Packet | undefined = server(query);
    await wait(route.signal);
    return reply && (over === 'udp' ? datagramOf(reply, query) : encode(reply));
  };

  const request: Network['request'] = ({ address, port, tls, signal, ...rest }: WorldRequest, onResponse) =>
    httpRequest(
      {
        ...rest,
        host: address,
        port,
        ...(signal && { signal }),
        createConnection: (_options, onCreated) => {
          const route = { address, port, signal };
          const socket = tls ? secure({ ...route, ca: tls.ca, name: tls.name }) : connect(route);
          socket.then(
            (made) => onCreated(null, made as never),
            (error: unknown) => onCreated(error as Error, undefined as never),
          );
          return undefined as never;
        },
      },
      onResponse,
    );

  return {
    connect,
    handshake,
    secure,
    exchange,
    request,
    async listen(address, port, accept) {
      const bound = free(port);
      const key = `${address}:${bound}`;
      if (tcp.get(key)?.open) throw coded('EADDRINUSE', 'listen', { address, port: bound });
      const state = { open: true, accept };
      tcp.set(key, state);
      return {
        port: bound,
        get isOpen() {
          return state.open;
        },
        close: async () => {
          state.open = false;
        },
        reopen: async () => {
          state.open = true;
        },
      };
    },
    httpsServer(certificate, handler) {
      let shown = certificate;
      const server = createHttpServer(guarded(handler));
      server.requestTimeout = 0;
      server.headersTimeout = 0;
      server.keepAliveTimeout = 0;
      return {
        accept: (socket) => {
          if (socket instanceof MemorySocket && socket.other?.secure) {
            socket.show(shown);
            server.emit('connection', socket);
            return;
          }
          // Who speaks something else than TLS is hung up on.
          socket.once('data', () => socket.destroy());
        },
        present: (next) => {
          shown = next;
        },
      };
    },
    async listenDns(address, port, onQuery) {
      const bound = free(port);
      dns.set(`${address}:${bound}`, onQuery);
      return {
        port: bound,
        close: async () => {
          dns.delete(`${address}:${bound}`);
        },
      };
    },
    async resolve4({ address, port }, name, signal) {
      const question = encode({ type: 'query', id: 1, flags: 256, questions: [{ type: 'A', name }] });
      const message = await exchange({ address, port, signal }, question, 'tcp');
      if (message === undefined) return never(signal);
      const { answers = [], rcode } = decode(message) as Packet & { rcode?: string };
      const found = answers.flatMap((one) => (one.type === 'A' ? [{ address: one.data, ttl: one.ttl ?? 0 }] : []));
      if (found.length === 0)
        throw Object.assign(new Error(`queryA ENODATA ${name}`), {
          code: rcode === 'NXDOMAIN' ? 'ENOTFOUND' : 'ENODATA',
        });
      return found;
    },
  };
};
