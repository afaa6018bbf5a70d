// Backups as they lie in the vault: their manifests, the proof of their bytes, and a URL for whoever restores them.
import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectsV2Command,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { spend } from '../contract/spent-bytes.ts';
import type { BackupManifest } from '../domain/backup-manifest.ts';
import { backupPrefix } from './object-keys.ts';
import { isMissing, mapBounded } from './s3-answers.ts';
import { readManifest } from './s3-manifests.ts';
import type { ManifestReading } from './stored-manifest.ts';
import type { Backups } from './vault.ts';

/** Older manifests than the newest so many are not read. */
const MANIFESTS_READ = 50;
const READ_AT_ONCE = 8;

/** A manifest's key and what its bytes are told apart by. */
interface Listed {
  readonly key: string;
  readonly etag: string;
}

export const s3Backups = (s3: S3Client, bucket: string): Backups => {
  // Manifests are written once, so a warm function reads each only once. Holds the last listing, no more.
  let known = new Map<string, ManifestReading>();

  /** Days that have backups, newest first: S3 lists oldest first, and the newest few are all we want of months of them. */
  const days = async (pair: string): Promise<readonly string[]> => {
    const found: string[] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: backupPrefix(pair),
          Delimiter: 'T',
          ...(token !== undefined && { ContinuationToken: token }),
        }),
      );
      found.push(...(page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return found.toSorted().reverse();
  };

  const newest = async (pair: string): Promise<readonly Listed[]> => {
    const listed: Listed[] = [];
    for (const day of await days(pair)) {
      const ofDay: Listed[] = [];
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: day })) {
        ofDay.push(...(page.Contents ?? []).map(({ Key, ETag }) => ({ key: Key ?? '', etag: ETag ?? '' })));
      }
      const manifests = ofDay.filter(({ key }) => key.endsWith('.json'));
      listed.push(...manifests.toSorted((one, other) => (one.key < other.key ? 1 : -1)));
      if (listed.length >= MANIFESTS_READ) break;
    }
    return listed.slice(0, MANIFESTS_READ);
  };

  const bytesOf = (manifest: BackupManifest): GetObjectCommandInput => ({
    Bucket: bucket,
    Key: manifest.key,
    VersionId: manifest.versionId,
  });

  return {
    list: async (pair) => {
      const readings = await mapBounded(await newest(pair), READ_AT_ONCE, async ({ key, etag }) => {
        const name = `${key} ${etag}`;
        return { name, reading: known.get(name) ?? (await readManifest(s3, bucket, pair, key)) };
      });
      known = new Map(readings.map(({ name, reading }) => [name, reading]));
      return {
        manifests: readings.flatMap(({ reading }) => ('manifest' in reading ? reading.manifest : [])),
        unreadable: readings.flatMap(({ reading }) => ('unreadable' in reading ? reading.unreadable : [])),
      };
    },

    prove: async (manifest, signal) => {
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        const { Body } = await s3.send(new GetObjectCommand(bytesOf(manifest)), { ...(signal && { abortSignal: signal }) });
        for await (const chunk of (Body ?? []) as AsyncIterable<Uint8Array>) {
          hash.update(chunk);
          bytes += chunk.byteLength;
          spend(chunk);
        }
        // What was cut by our own deadline is not damaged: nobody knows.
        signal?.throwIfAborted();
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (isMissing(error)) return { intact: false, because: `version ${manifest.versionId} of ${manifest.key} is gone` };
        // The SDK compares S3's own checksum, too, and breaks the stream where it differs.
        if (error instanceof Error && error.message.startsWith('Checksum mismatch')) {
          return { intact: false, because: "its bytes do not match S3's own checksum" };
        }
        throw error;
      }
      if (bytes !== manifest.bytes) return { intact: false, because: `${bytes} bytes instead of ${manifest.bytes}` };
      const sha256 = hash.digest('hex');
      return sha256 === manifest.sha256
        ? { intact: true, because: `${bytes} bytes with the SHA-256 of the manifest` }
        : { intact: false, because: `SHA-256 ${sha256} instead of ${manifest.sha256}` };
    },

    // It ends sooner where the function's own credentials do: S3 refuses what they signed once they are over.
    presign: (manifest, seconds) => getSignedUrl(s3, new GetObjectCommand(bytesOf(manifest)), { expiresIn: seconds }),
  };
};
