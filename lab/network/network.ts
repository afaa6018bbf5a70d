// The network under the simulated world: who listens where, and how anybody in the world asks. One implementation uses
// sockets, the other keeps everything in memory.
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { DecodedPacket, Packet } from 'dns-packet';
import type { IssuedCertificate } from './certificate-authority.ts';

/** A TCP port of one address. */
export interface TcpPort {
  readonly port: number;
  readonly isOpen: boolean;
  close(): Promise<void>;
  reopen(): Promise<void>;
}

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An HTTPS server that gets its connections from a port. */
export interface HttpsServer {
  accept(socket: Duplex): void;
  /** Shows another certificate from the next connection on. */
  present(certificate: IssuedCertificate): void;
}

/** Answers a DNS query; undefined leaves it without an answer. */
export type OnQuery = (query: DecodedPacket) => Packet | undefined;

export interface DnsPort {
  readonly port: number;
  close(): Promise<void>;
}

export interface WorldRequest {
  readonly address: string;
  readonly port: number;
  /** The name that the certificate must prove, and the authority; left out: HTTP without TLS. */
  readonly tls?: { readonly name: string; readonly ca: string };
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly signal?: AbortSignal;
}

export interface Network {
  /** Port 0 takes any free one. */
  listen(address: string, port: number, accept: (socket: Duplex) => void): Promise<TcpPort>;
  httpsServer(certificate: IssuedCertificate, handler: HttpHandler): HttpsServer;
  /** UDP and TCP at one port; 0 takes one that is free for both. */
  listenDns(address: string, port: number, onQuery: OnQuery): Promise<DnsPort>;
  /** One request over a new connection; the caller writes the body and ends it. */
  request(request: WorldRequest, onResponse: (response: IncomingMessage) => void): ClientRequest;
  /** The addresses of a name, as one server gives them. @throws as node:dns does */
  resolve4(
    server: { readonly address: string; readonly port: number },
    name: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly address: string; readonly ttl: number }[]>;
}
