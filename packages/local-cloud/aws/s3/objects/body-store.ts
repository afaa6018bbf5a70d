// Object bytes on disk: received as a stream while checksums run, opened as a stream, never whole in memory.
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../../aws-error.ts';
import type { RequestBody } from '../../operation.ts';
import { RunningChecksums } from './checksums.ts';
import type { Checksums, Segment } from './stored-object.ts';

export interface ReceivedBody {
  readonly segment: Segment;
  readonly md5: Buffer;
  readonly checksums: Checksums;
}

export interface BodyStore {
  /** Keeps the bytes, or throws and keeps nothing. */
  receive(body: RequestBody, headers: Readonly<Record<string, string>>): Promise<ReceivedBody>;
  /** Bytes [start, end] of the segments put one after the other. */
  open(segments: readonly Segment[], start: number, end: number): Readable;
  discard(segments: readonly Segment[]): Promise<void>;
  flipByte(segments: readonly Segment[], offset: number): Promise<void>;
}

async function* readRange(segments: readonly Segment[], start: number, end: number): AsyncGenerator<Buffer> {
  let position = 0;
  for (const { path, sizeBytes } of segments) {
    const from = Math.max(0, start - position);
    const to = Math.min(sizeBytes - 1, end - position);
    position += sizeBytes;
    if (from <= to) yield* createReadStream(path, { start: from, end: to, highWaterMark: 256 * 1024 });
  }
}

export const bodyStore = (directory: string): BodyStore => ({
  async receive(body, headers) {
    const running = new RunningChecksums(headers);
    const path = join(directory, `${randomUUID()}.body`);
    try {
      await pipeline(
        body.stream,
        async function* measure(chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            running.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(path),
      );
      const { md5, sizeBytes, checksums } = running.finish(body.trailers, body.declaredBytes);
      return { segment: { path, sizeBytes }, md5, checksums };
    } catch (error) {
      await rm(path, { force: true });
      if (error instanceof AwsError) throw error;
      throw new AwsError('IncompleteBody', `the request body ended early: ${String(error)}`);
    }
  },
  open: (segments, start, end) => Readable.from(readRange(segments, start, end), { objectMode: false }),
  async discard(segments) {
    await Promise.all(segments.map(({ path }) => rm(path, { force: true })));
  },
  async flipByte(segments, offset) {
    let left = offset;
    for (const { path, sizeBytes } of segments) {
      if (left < sizeBytes) {
        await using file = await open(path, 'r+');
        const byte = Buffer.alloc(1);
        await file.read(byte, 0, 1, left);
        await file.write(Buffer.from([byte.readUInt8(0) ^ 0xff]), 0, 1, left);
        return;
      }
      left -= sizeBytes;
    }
    throw new RangeError(`no byte at ${offset}`);
  },
});
