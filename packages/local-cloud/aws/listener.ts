// The one HTTP port of the emulated AWS on the loopback address. It handles sockets, bodies and the Date header, and
// knows no service.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LabClock } from '../base/clock.ts';
import { ConnectionLost } from './faults.ts';
import type { WireAnswer, WireRequest } from './wire/wire.ts';

export interface Listener extends AsyncDisposable {
  readonly url: string;
}

export type HandleRequest = (request: WireRequest) => Promise<WireAnswer>;

/** Opens a way in; `onFailure` hears what is not the caller's fault. */
export type Listen = (clock: LabClock, handle: HandleRequest, onFailure: (error: unknown) => void) => Promise<Listener>;

const flatHeaders = (message: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );

const send = async (
  message: IncomingMessage,
  response: ServerResponse,
  answer: WireAnswer,
  clock: LabClock,
): Promise<void> => {
  response.sendDate = false;
  response.writeHead(answer.status, { ...answer.headers, date: new Date(clock.nowMs()).toUTCString() });
  if (message.method === 'HEAD') {
    if (answer.body instanceof Readable) answer.body.destroy();
    response.end();
  } else if (answer.body instanceof Readable) await pipeline(answer.body, response);
  else response.end(answer.body);
  // A body that an operation did not read would block the next request on this connection.
  message.unpipe();
  message.resume();
};

/** The HTTP server of the emulated AWS, before it listens anywhere. */
export const awsServer = (clock: LabClock, handle: HandleRequest, onFailure: (error: unknown) => void): Server => {
  const server = createServer((message, response) => {
    const url = new URL(message.url ?? '/', 'http://127.0.0.1');
    handle({ method: message.method ?? 'GET', url, headers: flatHeaders(message), body: message })
      .then((answer) => send(message, response, answer, clock))
      .catch((error: unknown) => {
        message.socket.destroy();
        if (!(error instanceof ConnectionLost) && !response.destroyed) onFailure(error);
      });
  });
  server.requestTimeout = 0;
  // Keep idle connections: closing one while the client reuses it would pass for an injected fault.
  server.keepAliveTimeout = 0;
  return server;
};

export const listen: Listen = async (clock, handle, onFailure) => {
  const server = awsServer(clock, handle, onFailure);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
