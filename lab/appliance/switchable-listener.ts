// A TCP port in front of any server that can be open, silent (accepts and never answers), deaf (silent for new
// connections, existing ones are still served) or closed (refuses connections). It simulates death, power loss,
// restarts and black holes.
import { createServer, type Server, type Socket } from 'node:net';

export type ListenerMode = 'open' | 'silent' | 'deaf' | 'closed';

/**
 * One port. `set` changes the mode at once for existing connections; a port that opens again does so within
 * milliseconds.
 */
export interface SwitchableListener extends AsyncDisposable {
  readonly port: number;
  readonly mode: ListenerMode;
  set(mode: ListenerMode): void;
  /** Resolves once every change asked for so far has taken effect. */
  settled(): Promise<void>;
}

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

const unbind = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** Listens on `address:port` (0: any free port) and hands each connection to `accept` while open. */
export const listenSwitchably = async (
  address: string,
  port: number,
  accept: (socket: Socket) => void,
): Promise<SwitchableListener> => {
  const sockets = new Set<Socket>();
  let mode: ListenerMode = 'open';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Ignore a reset by the peer: the server of the socket sees it close.
    socket.on('error', () => socket.destroy());
    if (mode === 'open') accept(socket);
    else if (mode === 'closed') socket.destroy();
  });
  const boundPort = await bind(server, address, port);
  const bringInLine = async (): Promise<void> => {
    if (mode === 'closed' && server.listening) await unbind(server);
    else if (mode !== 'closed' && !server.listening) await rebind(server, address, boundPort);
  };
  let change: Promise<void> = Promise.resolve();
  const set = (next: ListenerMode): void => {
    if (next === mode) return;
    mode = next;
    if (next !== 'deaf') for (const socket of sockets) socket.destroy();
    change = change.then(bringInLine);
  };
  return {
    port: boundPort,
    get mode() {
      return mode;
    },
    set,
    settled: () => change,
    [Symbol.asyncDispose]: async () => {
      set('closed');
      await change;
    },
  };
};
