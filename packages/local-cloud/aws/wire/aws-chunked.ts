// Undoes the aws-chunked framing of S3 uploads as a stream: data passes through, trailing checksums are kept aside.
import { Transform, type TransformCallback } from 'node:stream';

const CRLF = Buffer.from('\r\n');
const LONGEST_LINE_BYTES = 16 * 1024;

/** Emits the payload of an aws-chunked body; `trailers` is complete once the stream has ended. */
export class AwsChunkedDecoder extends Transform {
  readonly trailers = new Map<string, string>();
  #pending: Buffer = Buffer.alloc(0);
  #state: 'size' | 'data' | 'dataEnd' | 'trailer' | 'done' = 'size';
  #leftBytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    try {
      while (this.#step());
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.#state === 'done' || this.#state === 'trailer' ? null : new Error('aws-chunked body ended early'));
  }

  #line(): string | undefined {
    const end = this.#pending.indexOf(CRLF);
    if (end < 0) {
      if (this.#pending.length > LONGEST_LINE_BYTES) throw new Error('aws-chunked line without end');
      return undefined;
    }
    const line = this.#pending.toString('latin1', 0, end);
    this.#pending = this.#pending.subarray(end + CRLF.length);
    return line;
  }

  /** Consumes one piece; false when more bytes are needed. */
  #step(): boolean {
    if (this.#state === 'data') return this.#takeData();
    if (this.#state === 'done') return false;
    const line = this.#line();
    if (line === undefined) return false;
    if (this.#state === 'dataEnd') this.#state = 'size';
    else if (this.#state === 'size') this.#openChunk(line);
    else this.#takeTrailer(line);
    return true;
  }

  #openChunk(line: string): void {
    const size = Number.parseInt(line.split(';')[0] ?? '', 16);
    if (Number.isNaN(size)) throw new Error(`aws-chunked size expected, got ${line.slice(0, 40)}`);
    this.#leftBytes = size;
    this.#state = size === 0 ? 'trailer' : 'data';
  }

  #takeData(): boolean {
    if (this.#pending.length === 0) return false;
    const piece = this.#pending.subarray(0, this.#leftBytes);
    this.push(piece);
    this.#pending = this.#pending.subarray(piece.length);
    this.#leftBytes -= piece.length;
    if (this.#leftBytes === 0) this.#state = 'dataEnd';
    return this.#leftBytes === 0;
  }

  #takeTrailer(line: string): void {
    const colon = line.indexOf(':');
    if (colon < 0) this.#state = 'done';
    else this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}
