// The world's network over real sockets of this machine: TCP and UDP ports, TLS, and node:dns.
import { Resolver } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { createServer as createHttpsServer, request as httpsRequest } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { listenForQueries } from './dns-sockets.ts';
import { guarded } from './http-errors.ts';
import type { Network, TcpPort } from './network.ts';

const bind = (server: Server, address: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const listening = (): void => {
      server.off('error', failed);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    };
    const failed = (error: Error): void => {
      server.off('listening', listening);
      reject(error);
    };
    server.once('error', failed);
    server.once('listening', listening);
    server.listen({ host: address, port, exclusive: true });
  });

const REBIND_ATTEMPTS = 40;
const REBIND_PAUSE_MS = 50;

/** A port that was closed for a while may be some outgoing connection's own by now; that passes. */
const rebind = async (server: Server, address: string, port: number): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await bind(server, address, port);
      return;
    } catch (error) {
      if (attempt >= REBIND_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, REBIND_PAUSE_MS));
    }
  }
};

const listen = async (address: string, port: number, accept: (socket: Socket) => void): Promise<TcpPort> => {
  const server = createServer(accept);
  const boundPort = await bind(server, address, port);
  return {
    port: boundPort,
    get isOpen() {
      return server.listening;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
    reopen: () => rebind(server, address, boundPort),
  };
};

/** Its own time limit is real time and only a guard: the signal ends the call. */
const RESOLVER_GUARD_MS = 300_000;

export const realNetwork: Network = {
  listen,
  listenDns: listenForQueries,
  httpsServer(certificate, handler) {
    const server = createHttpsServer({ cert: certificate.certPem, key: certificate.keyPem }, guarded(handler));
    // Deadlines belong to the client under test; the world itself never gives up on a slow one.
    server.requestTimeout = 0;
    server.headersTimeout = 0;
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    return {
      accept: (socket) => void server.emit('connection', socket),
      present: ({ certPem, keyPem }) => server.setSecureContext({ cert: certPem, key: keyPem }),
    };
  },
  request({ address, port, tls, signal, ...rest }, onResponse) {
    const common = { ...rest, host: address, port, agent: false as const, ...(signal && { signal }) };
    return tls === undefined
      ? httpRequest(common, onResponse)
      : httpsRequest({ ...common, servername: tls.name, ca: tls.ca }, onResponse);
  },
  async resolve4({ address, port }, name, signal) {
    const resolver = new Resolver({ timeout: RESOLVER_GUARD_MS, tries: 1 });
    resolver.setServers([`${address}:${String(port)}`]);
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await resolver.resolve4(name, { ttl: true });
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  },
};
