// Reads one manifest from the backup store as Capture wrote it: the hash in the capture entry distinguishes it from any
// other version.
import { GetObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { manifestKey } from '../form/object-keys.ts';
import { textOfObject } from '../form/object-text.ts';
import { isMissing } from '../form/s3-answers.ts';
import { type CaptureEntry, isTextOf } from './capture/capture-entry.ts';

export interface StoredText {
  readonly text: string;
  /** ms since 1970: when S3 stored it. */
  readonly modifiedMs: number;
}

/** Versions of one key that are worth trying: Capture writes one. */
const MOST_VERSIONS = 20;

const get = async (s3: S3Client, object: { Bucket: string; Key: string; VersionId?: string }, signal?: AbortSignal) => {
  try {
    const answer = await s3.send(new GetObjectCommand(object), { ...(signal && { abortSignal: signal }) });
    const text = await textOfObject(answer, signal);
    return { text, modifiedMs: answer.LastModified?.getTime() ?? 0 };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
};

/**
 * If another version or a delete marker covers Capture's own version, searches the versions below.
 * @returns undefined if none of them is Capture's.
 */
export const ownManifest = async (
  s3: S3Client,
  bucket: string,
  entry: CaptureEntry,
  signal?: AbortSignal,
): Promise<StoredText | undefined> => {
  const Key = manifestKey(entry.pair, entry.backupId);
  const current = await get(s3, { Bucket: bucket, Key }, signal);
  if (current && isTextOf(entry, current.text)) return current;
  const listing = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: Key, MaxKeys: MOST_VERSIONS });
  const { Versions = [] } = await s3.send(listing, { ...(signal && { abortSignal: signal }) });
  for (const { Key: found, VersionId } of Versions) {
    if (found !== Key || VersionId === undefined) continue;
    const earlier = await get(s3, { Bucket: bucket, Key, VersionId }, signal);
    if (earlier && isTextOf(entry, earlier.text)) return earlier;
  }
  return undefined;
};
