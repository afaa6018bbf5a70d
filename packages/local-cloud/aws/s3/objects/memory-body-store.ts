// Object bytes in memory, for labs whose backups are small: nothing waits for a disk.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { AwsError } from '../../aws-error.ts';
import type { BodyStore } from './body-store.ts';
import { RunningChecksums } from './checksums.ts';

const PIECE_BYTES = 256 * 1024;

export const memoryBodyStore = (): BodyStore => {
  const kept = new Map<string, Buffer>();
  function* readRange(segments: Parameters<BodyStore['open']>[0], start: number, end: number): Generator<Buffer> {
    let position = 0;
    for (const { path, sizeBytes } of segments) {
      const from = Math.max(0, start - position);
      const to = Math.min(sizeBytes - 1, end - position);
      position += sizeBytes;
      for (let at = from; at <= to; at += PIECE_BYTES)
        yield Buffer.from(kept.get(path)?.subarray(at, Math.min(at + PIECE_BYTES, to + 1)) ?? []);
    }
  }
  return {
    async receive(body, headers) {
      const running = new RunningChecksums(headers);
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of body.stream as AsyncIterable<Buffer>) {
          running.update(chunk);
          chunks.push(Buffer.from(chunk));
        }
        const { md5, sizeBytes, checksums } = running.finish(body.trailers, body.declaredBytes);
        const path = randomUUID();
        kept.set(path, Buffer.concat(chunks));
        return { segment: { path, sizeBytes }, md5, checksums };
      } catch (error) {
        if (error instanceof AwsError) throw error;
        throw new AwsError('IncompleteBody', `the request body ended early: ${String(error)}`);
      }
    },
    open: (segments, start, end) => Readable.from(readRange(segments, start, end), { objectMode: false }),
    discard: async (segments) => {
      for (const { path } of segments) kept.delete(path);
    },
    async flipByte(segments, offset) {
      let left = offset;
      for (const { path, sizeBytes } of segments) {
        const bytes = kept.get(path);
        if (bytes && left < sizeBytes) {
          bytes.writeUInt8(bytes.readUInt8(left) ^ 0xff, left);
          return;
        }
        left -= sizeBytes;
      }
      throw new RangeError(`no byte at ${offset}`);
    },
  };
};
