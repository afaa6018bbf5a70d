// An HTTPS server behind a switchable port: what a simulated appliance, its power controller and the witnesses have in
// common.

import type { IssuedCertificate } from '../network/certificate-authority.ts';
import type { HttpHandler, Network } from '../network/network.ts';
import { realNetwork } from '../network/real-network.ts';
import { listenSwitchably, type SwitchableListener } from './switchable-listener.ts';

/** A server that can show another certificate from its next connection on. */
export interface TlsSite extends SwitchableListener {
  present(certificate: IssuedCertificate): void;
}

/** Serves `handler` over TLS. */
export const serveTls = async (
  where: { readonly address: string; readonly port: number },
  certificate: IssuedCertificate,
  handler: HttpHandler,
  network: Network = realNetwork,
): Promise<TlsSite> => {
  const server = network.httpsServer(certificate, handler);
  const listener = await listenSwitchably(where.address, where.port, (socket) => server.accept(socket), network);
  return Object.assign(listener, { present: server.present });
};
