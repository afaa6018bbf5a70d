// The upload of one capture to the backup store: hashed while written, in parts from reused buffers. Nothing exists
// before `complete`, and nothing is left after `abort`. The checksum is CRC32, because S3 requires one under Object
// Lock and it is the cheapest.
import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Random } from '../../../contract/runtime/random.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { isLostRace, isMissing } from '../../form/s3-answers.ts';
import type { CaptureUpload } from '../vault.ts';
import { partBuffers } from './part-buffers.ts';
import { leavePayloadUnsigned } from './unsigned-payload.ts';

/** S3 requires at least 5 MiB in every part but the last, and takes 10,000 parts: enough for 78 GiB. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_IN_FLIGHT = 3;

/** Starts the upload. Memory stays under four parts. */
export const s3CaptureUpload = async (
  s3: S3Client,
  bucket: string,
  key: string,
  random: Random,
): Promise<CaptureUpload> => {
  const target = { Bucket: bucket, Key: key };
  const mark = random.uuid();
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({
      ...target,
      ChecksumAlgorithm: 'CRC32',
      ContentType: 'application/octet-stream',
      Metadata: { upload: mark },
    }),
  );
  const upload = { ...target, UploadId };
  const buffers = partBuffers(PARTS_IN_FLIGHT + 1, PART_BYTES);
  const hash = createHash('sha256');
  const stop = new AbortController();
  const inFlight = new Set<Promise<void>>();
  const parts: CompletedPart[] = [];
  let broken: unknown;
  let filling: { readonly buffer: Buffer; used: number } | undefined;
  let begun = 0;
  let bytes = 0;
  let over: 'completed' | 'aborted' | undefined;

  const throwIfDone = (): void => {
    if (over) throw new Error(`the upload of ${key} is ${over}`);
    if (broken !== undefined) throw broken;
  };

  const sendPart = (buffer: Buffer, used: number): void => {
    begun += 1;
    const PartNumber = begun;
    const send = async (): Promise<void> => {
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
    const sending = send().finally(() => inFlight.delete(sending));
    inFlight.add(sending);
  };

  /** Whether the stored object is this upload, if the answer of an earlier attempt to complete was lost. */
  const completedBefore = async (): Promise<string | undefined> => {
    try {
      const { Metadata, VersionId } = await s3.send(new HeadObjectCommand(target));
      return Metadata?.upload === mark ? VersionId : undefined;
    } catch (error) {
      if (!isMissing(error)) throw error;
      return undefined;
    }
  };

  const finish = async (): Promise<string | undefined> => {
    const Parts = parts.toSorted((one, other) => (one.PartNumber ?? 0) - (other.PartNumber ?? 0));
    try {
      const done = await s3.send(
        new CompleteMultipartUploadCommand({ ...upload, IfNoneMatch: '*', MultipartUpload: { Parts } }),
      );
      return done.VersionId;
    } catch (error) {
      const versionId = isLostRace(error) ? await completedBefore() : undefined;
      if (versionId === undefined) throw error;
      return versionId;
    }
  };

  return {
    get bytes() {
      return bytes;
    },
    write: async (chunk) => {
      throwIfDone();
      hash.update(chunk);
      bytes += chunk.byteLength;
      for (let taken = 0; taken < chunk.byteLength; ) {
        filling ??= { buffer: await buffers.borrow(), used: 0 };
        throwIfDone();
        const piece = chunk.subarray(taken, taken + PART_BYTES - filling.used);
        filling.buffer.set(piece, filling.used);
        filling.used += piece.byteLength;
        taken += piece.byteLength;
        if (filling.used === PART_BYTES) {
          sendPart(filling.buffer, filling.used);
          filling = undefined;
        }
      }
    },
    complete: async () => {
      throwIfDone();
      if (filling) sendPart(filling.buffer, filling.used);
      filling = undefined;
      if (begun === 0) throw failure('CaptureEmpty', `nothing was written to ${key}`);
      await Promise.all(inFlight);
      throwIfDone();
      const versionId = await finish();
      over = 'completed';
      if (versionId !== undefined) return { versionId, bytes, sha256: hash.digest('hex') };
      throw failure('VaultUnfit', `${bucket} returned no version for ${key}`);
    },
    abort: async () => {
      if (over === 'completed') return;
      over = 'aborted';
      stop.abort();
      // S3 keeps a part that arrives after the abort, so wait for the last one first.
      await Promise.all(inFlight);
      try {
        await s3.send(new AbortMultipartUploadCommand(upload));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
};
