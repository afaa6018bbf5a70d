// Sends the parts of one multipart upload, a few at a time, from borrowed buffers. The first part that fails breaks the
// upload.
import { type CompletedPart, type S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import type { PartBuffers } from './part-buffers.ts';
import { leavePayloadUnsigned } from './unsigned-payload.ts';

/** Bucket, key and id of a multipart upload. */
export interface MultipartUpload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string | undefined;
}

export interface PartSender {
  /** Parts that were begun. */
  readonly begun: number;
  /** Sends the first `used` bytes, and gives the buffer back afterwards. */
  send(buffer: Buffer, used: number): void;
  /** Throws what the first failed part threw. */
  throwIfBroken(): void;
  /** Waits until no part is on its way; never throws. */
  settled(): Promise<void>;
  /** Ends the parts that are on their way. */
  stop(): void;
  /** The parts that arrived, by number. */
  parts(): CompletedPart[];
}

const byNumber = (one: CompletedPart, other: CompletedPart): number => (one.PartNumber ?? 0) - (other.PartNumber ?? 0);

export const partSender = (s3: S3Client, upload: MultipartUpload, buffers: PartBuffers): PartSender => {
  const stop = new AbortController();
  const inFlight = new Set<Promise<void>>();
  const parts: CompletedPart[] = [];
  let broken: unknown;
  let begun = 0;

  const sendPart = async (PartNumber: number, buffer: Buffer, used: number): Promise<void> => {
    try {
      const command = new UploadPartCommand({
        ...upload,
        PartNumber,
        Body: buffer.subarray(0, used),
        ContentLength: used,
        ChecksumAlgorithm: 'CRC32',
      });
      leavePayloadUnsigned(command);
      const { ETag, ChecksumCRC32 } = await s3.send(command, { abortSignal: stop.signal });
      parts.push({ PartNumber, ETag, ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }) });
    } catch (error) {
      broken ??= error;
    } finally {
      buffers.giveBack(buffer);
    }
  };

  return {
    get begun() {
      return begun;
    },
    send: (buffer, used) => {
      begun += 1;
      const sending = sendPart(begun, buffer, used).finally(() => inFlight.delete(sending));
      inFlight.add(sending);
    },
    throwIfBroken: () => {
      if (broken !== undefined) throw broken;
    },
    settled: async () => void (await Promise.all(inFlight)),
    stop: () => stop.abort(),
    parts: () => parts.toSorted(byNumber),
  };
};
