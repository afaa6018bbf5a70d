// Witnesses: endpoints whose answer distinguishes "that appliance is dead" from "we are blind". Either web addresses
// that anyone can reach, or plain ports beside an appliance that share its network.
import type { Duplex } from 'node:stream';
import { listenSwitchably } from '../appliance/switchable-listener.ts';
import { serveTls } from '../appliance/tls-site.ts';
import type { CertificateAuthority } from '../network/certificate-authority.ts';
import type { HttpHandler, Network } from '../network/network.ts';

/**
 * With `ca` it answers 200 over TLS (names: `names`, and the address); without, it is a plain TCP port that only
 * accepts.
 */
export interface WitnessOptions {
  readonly address: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Left out: no TLS. It then answers 200 to plain HTTP, and accepts plain connections. */
  readonly ca?: CertificateAuthority;
  readonly names?: readonly string[];
  /** Default: this machine's. */
  readonly network?: Network;
}

export interface Witness extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** `https://address:port/` for TLS, `address:port` for a path witness: as written in the settings. */
  readonly where: string;
  readonly timesAsked: number;
  /** Gone (refused), or swallowing connections (black hole), until `revive`. */
  silence(how?: 'refuse' | 'black-hole'): void;
  revive(): void;
  settled(): Promise<void>;
}

export const startWitness = async (options: WitnessOptions): Promise<Witness> => {
  const { address, ca, network } = options;
  let timesAsked = 0;
  const greet = (socket: Duplex): void => {
    timesAsked += 1;
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'));
  };
  const answer: HttpHandler = async (_request, response) => {
    timesAsked += 1;
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end('here\n');
  };
  const listener =
    ca === undefined
      ? await listenSwitchably(address, options.port, greet, network)
      : await serveTls(options, await ca.issue(options.names ?? [], [address]), answer, network);
  const hostPort = `${address}:${String(listener.port)}`;
  return {
    address,
    port: listener.port,
    where: ca === undefined ? hostPort : `https://${hostPort}/`,
    get timesAsked() {
      return timesAsked;
    },
    silence: (how = 'refuse') => listener.set(how === 'refuse' ? 'closed' : 'silent'),
    revive: () => listener.set('open'),
    settled: () => listener.settled(),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
};
