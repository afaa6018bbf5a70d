// The stage on which a network of the product is examined: servers made through the lab's `Network`, the same for sockets
// and for memory.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Call } from '../../../functions/net/call.ts';
import type { Net } from '../../../functions/net/net.ts';
import { listenSwitchably, type SwitchableListener } from '../../../lab/appliance/switchable-listener.ts';
import { serveTls, type TlsSite } from '../../../lab/appliance/tls-site.ts';
import { createCertificateAuthority, type Validity } from '../../../lab/network/certificate-authority.ts';
import { guarded } from '../../../lab/network/http-errors.ts';
import type { HttpHandler, Network, OnQuery } from '../../../lab/network/network.ts';

export const NAME = 'support.example.com';
export const LOCAL = '127.0.0.1';

/** A network and what goes with it. */
export interface Ground extends AsyncDisposable {
  readonly net: Net;
  readonly network: Network;
  /** Aborts after that many ms, as deadlines do. */
  readonly deadline: (ms: number) => AbortSignal;
  /** A place that takes no connection and does not refuse one either. */
  readonly blackHole: () => Promise<Place>;
  /** Time stands while the promise is pending: work outside of this thread takes none. */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** Answers a request; what it throws is a bare 500. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export const authority = createCertificateAuthority();
export const stranger = createCertificateAuthority();

export interface CertificateChoices {
  readonly names?: readonly string[];
  readonly addresses?: readonly string[];
  readonly validity?: Validity;
  readonly by?: typeof authority;
}

const HANG_GUARD_MS = 300_000;
const SHORT_MS = 150;

const promised =
  (answer: Answer): HttpHandler =>
  async (request, response) =>
    answer(request, response);

/** The end of a connection that its own server has, below TLS. */
export interface Connection extends Duplex {
  resetAndDestroy(): void;
}

export const openStage = (ground: Ground) => {
  const { net } = ground;
  const kept = new AsyncDisposableStack();
  kept.use(ground);
  const connections: Connection[] = [];
  const network: Network = {
    ...ground.network,
    listen: (address, port, accept) =>
      ground.network.listen(address, port, (socket) => {
        connections.push(socket as Connection);
        accept(socket);
      }),
  };
  const listening = async (accept: (socket: Duplex) => void): Promise<SwitchableListener> =>
    kept.use(await listenSwitchably(LOCAL, 0, accept, network));
  const soon = (): AbortSignal => ground.deadline(HANG_GUARD_MS);
  return {
    net,
    /** At the servers' side, in order. */
    connections,
    listening,
    /** Ends only what hangs. */
    soon,
    /** Ends what is never answered. */
    briefly: (): AbortSignal => ground.deadline(SHORT_MS),
    blackHole: ground.blackHole,
    during: ground.during,
    /** A port that nobody listens at any more. */
    async closedPort(): Promise<number> {
      const listener = await listening(() => undefined);
      listener.set('closed');
      await listener.settled();
      return listener.port;
    },
    /** Serves over TLS; by default with a certificate of our authority for our name and address. */
    async overTls(answer: Answer, choices: CertificateChoices = {}): Promise<TlsSite> {
      const { names = [NAME], addresses = [LOCAL], validity, by = authority } = choices;
      const certificate = await ground.during((await by).issue(names, addresses, validity));
      return kept.use(await serveTls({ address: LOCAL, port: 0 }, certificate, promised(answer), network));
    },
    /** Serves without TLS. */
    overTcp(answer: Answer): Promise<SwitchableListener> {
      const server = createServer(guarded(promised(answer)));
      return listening((socket) => void server.emit('connection', socket));
    },
    async dns(onQuery: OnQuery): Promise<string> {
      const port = await network.listenDns(LOCAL, 0, onQuery);
      kept.defer(() => port.close());
      return `${LOCAL}:${port.port}`;
    },
    /** A call to a server of this stage. */
    async callTo({ port }: { readonly port: number }, more: Partial<Call> = {}): Promise<Call> {
      const { caPem } = await authority;
      return { address: LOCAL, port, tlsName: NAME, ca: caPem, path: '/', signal: soon(), ...more };
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
};

export type NetStage = ReturnType<typeof openStage>;
export type OpenStage = () => Promise<NetStage>;
