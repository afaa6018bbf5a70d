// What the world's servers do with a handler's own error, whatever the network.
import type { ServerResponse } from 'node:http';
import type { HttpHandler } from './network.ts';

const failOn = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent || response.destroyed) response.destroy();
  else response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`${String(error)}\n`);
};

/**
 * As the vendor requires, a connection serves one request. An error that escapes the handler becomes a bare 500, or a
 * cut connection once the answer has begun.
 */
export const guarded =
  (handler: HttpHandler) =>
  (...[request, response]: Parameters<HttpHandler>): void => {
    response.setHeader('Connection', 'close');
    handler(request, response).catch((error: unknown) => failOn(response, error));
  };
