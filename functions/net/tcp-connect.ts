// One TCP connection, opened and closed at once: the whole probe of a path witness.
import { connect } from 'node:net';
import { callFailure } from './call-failure.ts';

/** Resolves once the connection is open. @throws CallFailure */
export const tcpConnect = (host: string, port: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const end = (error?: unknown): void => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      if (error === undefined) resolve();
      else reject(callFailure(error, `${host}:${port}`));
    };
    const giveUp = (): void => end(signal.reason);
    signal.addEventListener('abort', giveUp);
    socket.once('connect', () => end());
    socket.on('error', end);
    if (signal.aborted) giveUp();
  });
