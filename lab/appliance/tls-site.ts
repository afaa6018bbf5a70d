// An HTTPS server behind a switchable port: what a simulated appliance, its power controller and the witnesses have in
// common.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { IssuedCertificate } from './certificate-authority.ts';
import { listenSwitchably, type SwitchableListener } from './switchable-listener.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A server that can show another certificate from its next connection on. */
export interface TlsSite extends SwitchableListener {
  present(certificate: IssuedCertificate): void;
}

/**
 * Serves `handler` over TLS. An error that escapes the handler becomes a bare 500, or a cut connection once the answer
 * has begun.
 */
export const serveTls = async (
  where: { readonly address: string; readonly port: number },
  certificate: IssuedCertificate,
  handler: Handler,
): Promise<TlsSite> => {
  const server = createServer({ cert: certificate.certPem, key: certificate.keyPem }, (request, response) => {
    response.setHeader('Connection', 'close');
    handler(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`${String(error)}\n`);
    });
  });
  // Deadlines belong to the client under test; the world itself never gives up on a slow one.
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const listener = await listenSwitchably(where.address, where.port, (socket) => server.emit('connection', socket));
  const present = ({ certPem, keyPem }: IssuedCertificate): void =>
    server.setSecureContext({ cert: certPem, key: keyPem });
  return Object.assign(listener, { present });
};
