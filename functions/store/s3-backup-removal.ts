// Removal of old backups from the vault, version by version: a delete without a version would only hide them. Under Object Lock
// S3 refuses it until the retention is over, and nothing here asks to be let past.
import { DeleteObjectCommand, ListObjectVersionsCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { BackupRemoval, OldBackups } from './backup-removal.ts';
import { backupPrefix, basicIso, manifestKey, proofPrefix } from './object-keys.ts';
import { mapBounded, statusOf } from './s3-answers.ts';
import { readManifest } from './s3-manifests.ts';

const READ_AT_ONCE = 8;
const MANIFEST = '.json';

/** One version of an object, or a delete marker over it. */
interface Version {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

export const s3BackupRemoval = (s3: S3Client, bucket: string): BackupRemoval => {
  /** Ids before that one, oldest first, and whether they have a manifest. S3 lists them in the order of time. */
  const idsBefore = async (pair: string, last: string, most: number): Promise<ReadonlyMap<string, boolean>> => {
    const found = new Map<string, boolean>();
    const prefix = backupPrefix(pair);
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
      for (const { Key = '' } of page.Contents ?? []) {
        const [, id, ending] = /^([^/]+)(\.[a-z]+)$/.exec(Key.slice(prefix.length)) ?? [];
        if (id === undefined) continue;
        if (id >= last || (!found.has(id) && found.size === most)) return found;
        found.set(id, found.get(id) === true || ending === MANIFEST);
      }
    }
    return found;
  };

  const versionsOf = async (pair: string, backupId: string): Promise<readonly Version[]> => {
    const prefix = `${backupPrefix(pair)}${backupId}.`;
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }),
    );
    // Newest first, as S3 lists them: the newest goes last, so that no older one comes to light.
    const all: readonly Version[] = [...Versions.toReversed(), ...DeleteMarkers.toReversed()];
    const isManifest = ({ Key = '' }: Version): boolean => Key.endsWith(MANIFEST);
    return [...all.filter(isManifest), ...all.filter((version) => !isManifest(version))];
  };

  return {
    old: async (pair, before, most): Promise<OldBackups> => {
      const ids = [...(await idsBefore(pair, basicIso(before), most))];
      const withManifest = ids.filter(([, hasManifest]) => hasManifest);
      const readings = await mapBounded(withManifest, READ_AT_ONCE, ([id]) =>
        readManifest(s3, bucket, pair, manifestKey(pair, id)),
      );
      return {
        manifests: readings.flatMap((reading) => ('manifest' in reading ? reading.manifest : [])),
        unreadable: readings.flatMap((reading) => ('unreadable' in reading ? reading.unreadable : [])),
        orphans: ids.filter(([, hasManifest]) => !hasManifest).map(([id]) => id),
      };
    },

    proven: async (pair) => {
      const found = new Set<string>();
      const prefix = proofPrefix(pair);
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key = '' } of page.Contents ?? []) found.add(Key.slice(prefix.length).replace(/\.json$/, ''));
      }
      return found;
    },

    remove: async (pair, backupId) => {
      for (const { Key, VersionId } of await versionsOf(pair, backupId)) {
        try {
          await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
        } catch (error) {
          if (statusOf(error) === 403) return 'locked';
          throw error;
        }
      }
      return 'removed';
    },
  };
};
