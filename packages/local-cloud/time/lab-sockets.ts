// Timeouts of sockets on lab time. Node keeps them in timers of its own that no patch of setTimeout reaches.
// Source: Socket.prototype.setTimeout and _unrefTimer of node:net, which every read and write calls.
import { Socket } from 'node:net';
import type { ThreadTime } from './thread-time.ts';

interface Timing {
  readonly ms: number;
  timer: Disposable;
}

interface TimedSocket extends Socket {
  _parent?: TimedSocket | null;
  _onTimeout(): void;
}

/** Patches all sockets of this thread. */
export const patchSocketTimeouts = (time: ThreadTime): void => {
  const timings = new WeakMap<Socket, Timing>();
  const arm = (socket: TimedSocket, ms: number): void => {
    timings.get(socket)?.timer[Symbol.dispose]();
    timings.set(socket, { ms, timer: time.after(ms, () => socket.destroyed || socket._onTimeout()) });
  };
  const disarm = (socket: Socket): void => {
    timings.get(socket)?.timer[Symbol.dispose]();
    timings.delete(socket);
  };
  const prototype = Socket.prototype as unknown as Record<string, unknown>;
  prototype.setTimeout = function labSocketTimeout(this: TimedSocket, timeoutMs: number, callback?: () => void) {
    if (this.destroyed) return this;
    Object.assign(this, { timeout: timeoutMs });
    if (timeoutMs === 0) {
      disarm(this);
      if (callback !== undefined) this.removeListener('timeout', callback);
      return this;
    }
    if (!timings.has(this)) this.once('close', () => disarm(this));
    arm(this, timeoutMs);
    if (callback !== undefined) this.once('timeout', callback);
    return this;
  };
  prototype._unrefTimer = function labSocketStir(this: TimedSocket) {
    for (let socket: TimedSocket | null | undefined = this; socket != null; socket = socket._parent) {
      const timing = timings.get(socket);
      if (timing !== undefined) arm(socket, timing.ms);
    }
  };
};
