// Reads all bytes of one backup and compares them with its manifest.
import { createHash } from 'node:crypto';
import { GetObjectCommand, type GetObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { releaseBuffer } from '../../contract/runtime/release-buffer.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import { isMissing } from '../form/s3-answers.ts';

/** Exactly the manifest's version. */
export const bytesOf = (bucket: string, { key, versionId }: BackupManifest): GetObjectCommandInput => ({
  Bucket: bucket,
  Key: key,
  VersionId: versionId,
});

export const proveBytes = async (
  s3: S3Client,
  bucket: string,
  manifest: BackupManifest,
  signal?: AbortSignal,
): Promise<{ readonly intact: boolean; readonly reason: string }> => {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const command = new GetObjectCommand(bytesOf(bucket, manifest));
    const { Body } = await s3.send(command, { ...(signal && { abortSignal: signal }) });
    for await (const chunk of (Body ?? []) as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      releaseBuffer(chunk);
    }
    // If our own deadline cut the read, the state of the backup is unknown.
    signal?.throwIfAborted();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (isMissing(error)) return { intact: false, reason: `version ${manifest.versionId} of ${manifest.key} is gone` };
    // The SDK also compares S3's own checksum, and breaks the stream if it differs.
    if (error instanceof Error && error.message.startsWith('Checksum mismatch')) {
      return { intact: false, reason: "its bytes do not match S3's own checksum" };
    }
    throw error;
  }
  if (bytes !== manifest.bytes) return { intact: false, reason: `expected ${manifest.bytes} bytes, found ${bytes}` };
  const sha256 = hash.digest('hex');
  return sha256 === manifest.sha256
    ? { intact: true, reason: `${bytes} bytes with the SHA-256 of the manifest` }
    : { intact: false, reason: `expected SHA-256 ${manifest.sha256}, found ${sha256}` };
};
