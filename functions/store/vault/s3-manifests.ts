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

/** Pages of versions of one key, of a thousand each. */
const MOST_PAGES = 20;
/** Versions that are worth trying: Capture writes one, and the bucket takes a first one only, so it is the oldest. */
const MOST_TRIED = 10;

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

/** Version ids of exactly that key, the oldest first, however many later ones and delete markers cover them. */
const oldestVersions = async (
  s3: S3Client,
  Bucket: string,
  Key: string,
  signal?: AbortSignal,
): Promise<readonly string[]> => {
  let newestFirst: string[] = [];
  let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  for (let page = 0; page < MOST_PAGES && marker; page += 1) {
    const listing: ListObjectVersionsCommand = new ListObjectVersionsCommand({ Bucket, Prefix: Key, ...marker });
    const {
      Versions = [],
      IsTruncated,
      NextKeyMarker,
      NextVersionIdMarker,
    } = await s3.send(listing, {
      ...(signal && { abortSignal: signal }),
    });
    const own = Versions.flatMap(({ Key: found, VersionId }) => (found === Key ? (VersionId ?? []) : []));
    newestFirst = [...newestFirst, ...own].slice(-MOST_TRIED);
    // Later keys begin with this one, and are of other objects.
    marker =
      IsTruncated && NextKeyMarker === Key
        ? { KeyMarker: Key, ...(NextVersionIdMarker !== undefined && { VersionIdMarker: NextVersionIdMarker }) }
        : undefined;
  }
  return newestFirst.toReversed();
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
  for (const VersionId of await oldestVersions(s3, bucket, Key, signal)) {
    const earlier = await get(s3, { Bucket: bucket, Key, VersionId }, signal);
    if (earlier && isTextOf(entry, earlier.text)) return earlier;
  }
  return undefined;
};
