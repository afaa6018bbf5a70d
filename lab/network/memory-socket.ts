// Two ends of a TCP connection in memory. What is written at one end is read at the other; an end that is destroyed with
// unread data resets the connection, else its other end sees a plain end of stream, as with real sockets.
import { Duplex } from 'node:stream';
import type { IssuedCertificate } from './certificate-authority.ts';

const reset = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
const brokenPipe = (): Error => Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });

export class MemorySocket extends Duplex {
  #other: MemorySocket | undefined;
  #drained: (() => void) | undefined;
  /** At the client's end: resolves with what the server shows once it has taken the connection. */
  readonly handshake = Promise.withResolvers<IssuedCertificate>();
  readonly remoteAddress: string;

  constructor(remoteAddress: string) {
    super({ allowHalfOpen: true, decodeStrings: true });
    this.remoteAddress = remoteAddress;
    // Who never shakes hands is never asked for it.
    this.handshake.promise.catch(() => undefined);
  }

  static pair(clientAddress: string, serverAddress: string): { client: MemorySocket; server: MemorySocket } {
    const client = new MemorySocket(serverAddress);
    const server = new MemorySocket(clientAddress);
    client.#other = server;
    server.#other = client;
    return { client, server };
  }

  /** The other end of the connection. */
  get other(): MemorySocket | undefined {
    return this.#other;
  }

  override _read(): void {
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const other = this.#other;
    if (other === undefined || other.destroyed) {
      process.nextTick(done, brokenPipe());
      return;
    }
    process.nextTick(() => {
      if (other.destroyed) done(brokenPipe());
      else if (other.push(chunk)) done();
      else other.#drained = done;
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    const other = this.#other;
    process.nextTick(() => {
      if (other && !other.destroyed) other.push(null);
      done();
    });
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const other = this.#other;
    const unread = this.readableLength > 0 || this.#drained !== undefined;
    process.nextTick(() => {
      if (other && !other.destroyed) {
        const waiting = other.#drained;
        if (unread) other.destroy(reset());
        else if (!other.readableEnded) other.push(null);
        waiting?.();
      }
      const pending = this.#drained;
      this.#drained = undefined;
      pending?.();
      this.handshake.reject(reset());
      done(error);
    });
  }
}
