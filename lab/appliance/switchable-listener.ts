// A TCP port in front of any server that can be open, silent (accepts and never answers), deaf (silent for new
// connections, existing ones are still served) or closed (refuses connections). It simulates death, power loss,
// restarts and black holes.
import type { Duplex } from 'node:stream';
import type { Network } from '../network/network.ts';
import { realNetwork } from '../network/real-network.ts';

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

/** Listens on `address:port` (0: any free port) and hands each connection to `accept` while open. */
export const listenSwitchably = async (
  address: string,
  port: number,
  accept: (socket: Duplex) => void,
  network: Pick<Network, 'listen'> = realNetwork,
): Promise<SwitchableListener> => {
  const sockets = new Set<Duplex>();
  let mode: ListenerMode = 'open';
  const server = await network.listen(address, port, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Ignore a reset by the peer: the server of the socket sees it close.
    socket.on('error', () => socket.destroy());
    if (mode === 'open') accept(socket);
    else if (mode === 'closed') socket.destroy();
  });
  const bringInLine = async (): Promise<void> => {
    if (mode === 'closed' && server.isOpen) await server.close();
    else if (mode !== 'closed' && !server.isOpen) await server.reopen();
  };
  let change: Promise<void> = Promise.resolve();
  const set = (next: ListenerMode): void => {
    if (next === mode) return;
    mode = next;
    if (next !== 'deaf') for (const socket of sockets) socket.destroy();
    change = change.then(bringInLine);
  };
  return {
    port: server.port,
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
