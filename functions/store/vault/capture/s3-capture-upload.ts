// The upload of one capture to the backup store: hashed while written, in parts from reused buffers. Nothing exists
// before `complete`, and nothing is left after `abort`. The checksum is CRC32, because S3 requires one under Object
// Lock and it is the cheapest.
import { createHash } from 'node:crypto';
import { AbortMultipartUploadCommand, CreateMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Random } from '../../../contract/runtime/random.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { isMissing } from '../../form/s3-answers.ts';
import type { CaptureUpload } from '../vault.ts';
import { completeUpload } from './complete-upload.ts';
import { partBuffers } from './part-buffers.ts';
import { partSender } from './part-sender.ts';

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
  const sender = partSender(s3, upload, buffers);
  const hash = createHash('sha256');
  let filling: { readonly buffer: Buffer; used: number } | undefined;
  let bytes = 0;
  let over: 'completed' | 'aborted' | undefined;

  const throwIfDone = (): void => {
    if (over) throw new Error(`the upload of ${key} is ${over}`);
    sender.throwIfBroken();
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
          sender.send(filling.buffer, filling.used);
          filling = undefined;
        }
      }
    },
    complete: async () => {
      throwIfDone();
      if (filling) sender.send(filling.buffer, filling.used);
      filling = undefined;
      if (sender.begun === 0) throw failure('CaptureEmpty', `nothing was written to ${key}`);
      await sender.settled();
      throwIfDone();
      const versionId = await completeUpload(s3, upload, sender.parts(), mark);
      over = 'completed';
      if (versionId !== undefined) return { versionId, bytes, sha256: hash.digest('hex') };
      throw failure('VaultUnfit', `${bucket} returned no version for ${key}`);
    },
    abort: async () => {
      if (over === 'completed') return;
      over = 'aborted';
      sender.stop();
      // S3 keeps a part that arrives after the abort, so wait for the last one first.
      await sender.settled();
      try {
        await s3.send(new AbortMultipartUploadCommand(upload));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
};
