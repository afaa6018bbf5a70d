// Two ends of a TCP connection in memory. What is written at one end is read at the other; an end that is destroyed with
// unread data resets the connection, else its other end sees a plain end of stream, as with real sockets.
import { Duplex } from 'node:stream';
import type { IssuedCertificate } from './certificate-authority.ts';

const errorOf = (syscall: string, code: string): Error =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
const reset = (): Error => errorOf('read', 'ECONNRESET');
const brokenPipe = (): Error => errorOf('write', 'EPIPE');

/** What a client says first: a record of TLS, as far as a server needs it that speaks something else. */
const CLIENT_HELLO = Buffer.from([0x16, 0x03, 0x01, 0x00, 0x02, 0x01, 0x00]);

export class MemorySocket extends Duplex {
  #other: MemorySocket | undefined;
  #drained: (() => void) | undefined;
  /** Whether whoever reads here waits for more. */
  #waits = false;
  /** A reset that is seen once what came before it has been read. */
  #broken: Error | undefined;
  readonly #handshake = Promise.withResolvers<IssuedCertificate>();
  #shaken = false;
  /** At the client's end: whether the connection begins with a handshake. */
  readonly secure: boolean;
  readonly remoteAddress: string;

  private constructor(remoteAddress: string, secure: boolean) {
    super({ allowHalfOpen: true, decodeStrings: true });
    this.remoteAddress = remoteAddress;
    this.secure = secure;
    // Who never shakes hands is never asked for it.
    this.#handshake.promise.catch(() => undefined);
  }

  static pair(
    clientAddress: string,
    serverAddress: string,
    secure: boolean,
  ): { client: MemorySocket; server: MemorySocket } {
    const client = new MemorySocket(serverAddress, secure);
    const server = new MemorySocket(clientAddress, false);
    client.#other = server;
    server.#other = client;
    return { client, server };
  }

  /** The other end of the connection. */
  get other(): MemorySocket | undefined {
    return this.#other;
  }

  /** At the server's end: shows a certificate, which ends the handshake. */
  show(certificate: IssuedCertificate): void {
    if (this.#other === undefined) return;
    this.#other.#shaken = true;
    this.#other.#handshake.resolve(certificate);
  }

  /** At the client's end: what the server shows. @throws ECONNRESET, or EPROTO where it speaks something else */
  greet(): Promise<IssuedCertificate> {
    if (!this.#shaken) this.write(CLIENT_HELLO);
    return this.#handshake.promise;
  }

  /** As of node:net: the other end sees a reset instead of an end. */
  resetAndDestroy(): this {
    const other = this.#other;
    if (other !== undefined) other.#break(reset());
    return this.destroy();
  }

  #failHandshake(error: () => Error): void {
    if (this.#shaken) return;
    this.#shaken = true;
    this.#handshake.reject(error());
  }

  #break(error: Error): void {
    this.#failHandshake(() => error);
    if (this.destroyed) return;
    if (this.#waits) this.destroy(error);
    else this.#broken = error;
  }

  override _read(): void {
    if (this.#broken !== undefined) {
      this.destroy(this.#broken);
      return;
    }
    this.#waits = true;
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
  }

  #take(chunk: Buffer, done: () => void): void {
    this.#failHandshake(() => errorOf('write', 'EPROTO'));
    this.#waits = false;
    if (this.push(chunk)) done();
    else this.#drained = done;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const other = this.#other;
    process.nextTick(() => {
      if (this.#broken !== undefined || other === undefined) done(brokenPipe());
      else if (!other.destroyed) other.#take(chunk, done);
      else {
        // Nobody is there any more: the first write still works, and brings a reset back.
        done();
        this.#break(reset());
      }
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    const other = this.#other;
    process.nextTick(() => {
      if (other && !other.destroyed) {
        other.#failHandshake(reset);
        other.push(null);
      }
      done();
    });
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const other = this.#other;
    const unread = this.readableLength > 0 || this.#drained !== undefined;
    process.nextTick(() => {
      if (other && !other.destroyed) {
        const waiting = other.#drained;
        if (unread) other.#break(reset());
        else if (!other.readableEnded && other.#broken === undefined) other.push(null);
        other.#failHandshake(reset);
        waiting?.();
      }
      const pending = this.#drained;
      this.#drained = undefined;
      pending?.();
      this.#failHandshake(reset);
      // A socket of the system closes in a later turn of the loop: what else its owner has to say comes first.
      setImmediate(() => done(error));
    });
  }
}
