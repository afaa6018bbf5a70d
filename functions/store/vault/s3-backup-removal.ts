// Removes old backups from the backup store, version by version: a delete without a version would only hide them. Under
// Object Lock S3 refuses a delete until the retention is over, and this code never requests a bypass.

import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { basicIso } from '../../domain/text/basic-time.ts';
import { backupPrefix, proofPrefix } from '../form/object-keys.ts';
import { statusOf } from '../form/s3-answers.ts';
import type { BackupRemoval, Unentered } from './backup-removal.ts';
import type { BackupBuckets } from './s3-backups.ts';

const MANIFEST = '.json';
const MOST_STRAYS = 10;

/** One version of an object, or a delete marker over it. */
interface Version {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

export const s3BackupRemoval = (s3: S3Client, { vault, record }: BackupBuckets): BackupRemoval => {
  /** Ids before that one, oldest first, and whether they have a manifest. S3 lists them in the order of time. */
  async function* idsBefore(
    pair: string,
    last: string,
  ): AsyncGenerator<{ readonly id: string; readonly hasManifest: boolean }> {
    const prefix = backupPrefix(pair);
    let current: { readonly id: string; readonly hasManifest: boolean } | undefined;
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: vault, Prefix: prefix })) {
      for (const { Key = '' } of page.Contents ?? []) {
        const [, id, ending] = /^([^/]+)(\.[a-z]+)$/.exec(Key.slice(prefix.length)) ?? [];
        if (id === undefined) continue;
        if (current && current.id !== id) yield current;
        if (id >= last) return;
        current = { id, hasManifest: (current?.id === id && current.hasManifest) || ending === MANIFEST };
      }
    }
    if (current) yield current;
  }

  const versionsUnder = async (Bucket: string, Prefix: string): Promise<readonly Version[]> => {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
    // S3 lists the newest first. Delete it last, so that no older one becomes current.
    return [...Versions.toReversed(), ...DeleteMarkers.toReversed()];
  };

  const versionsOf = async (pair: string, backupId: string): Promise<readonly Version[]> => {
    const all = await versionsUnder(vault, `${backupPrefix(pair)}${backupId}.`);
    const isManifest = ({ Key = '' }: Version): boolean => Key.endsWith(MANIFEST);
    return [...all.filter(isManifest), ...all.filter((version) => !isManifest(version))];
  };

  /** @returns false if S3 refuses one of them. */
  const removeAll = async (Bucket: string, versions: readonly Version[]): Promise<boolean> => {
    for (const { Key, VersionId } of versions) {
      try {
        await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      } catch (error) {
        if (statusOf(error) === 403) return false;
        throw error;
      }
    }
    return true;
  };

  return {
    hasOld: async (pair, before) => {
      const oldest = new ListObjectsV2Command({ Bucket: vault, Prefix: backupPrefix(pair), MaxKeys: 1 });
      const { Contents = [] } = await s3.send(oldest);
      return Contents.some(({ Key = '' }) => Key.slice(backupPrefix(pair).length) < basicIso(before));
    },

    unentered: async (pair, before, entered, most): Promise<Unentered> => {
      const orphans: string[] = [];
      const strays: string[] = [];
      let strayCount = 0;
      for await (const { id, hasManifest } of idsBefore(pair, basicIso(before))) {
        if (entered.has(id)) continue;
        if (!hasManifest) orphans.push(id);
        else if (strays.length < MOST_STRAYS) strays.push(id);
        if (hasManifest) strayCount += 1;
        if (orphans.length === most) break;
      }
      return { orphans, strays, strayCount };
    },

    proven: async (pair) => {
      const found = new Set<string>();
      const prefix = proofPrefix(pair);
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: vault, Prefix: prefix })) {
        for (const { Key = '' } of page.Contents ?? []) found.add(Key.slice(prefix.length).replace(/\.json$/, ''));
      }
      return found;
    },

    remove: async (pair, backupId, entry) => {
      if (!(await removeAll(vault, await versionsOf(pair, backupId)))) return 'locked';
      if (entry === undefined) return 'removed';
      return (await removeAll(record, await versionsUnder(record, entry))) ? 'removed' : 'locked';
    },
  };
};
