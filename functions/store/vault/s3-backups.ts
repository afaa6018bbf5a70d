// Backups in the backup store, found by their capture entries in the record bucket; the check of their bytes; and a URL
// for the restore.
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';
import { boundedMemory } from '../form/bounded-memory.ts';
import { newestFirst } from '../form/newest-first.ts';
import { backupPrefix, capturePrefix } from '../form/object-keys.ts';
import { textOfObject } from '../form/object-text.ts';
import { isMissing } from '../form/s3-answers.ts';
import { bindingFault, listedOf, parseEntry } from './capture/capture-entry.ts';
import { bytesOf, proveBytes } from './s3-backup-bytes.ts';
import { ownManifest } from './s3-manifests.ts';
import { parseManifest } from './stored-manifest.ts';
import type { BackupReading, Backups } from './vault.ts';

/** A month of captures every hour is 720. */
const MOST_KNOWN = 1_000;
/** Manifests that are compared with the capture entries, to find those without one. */
const MOST_COMPARED = 200;
const MANIFEST = '.json';

/** Where backups are: bytes and manifests in the backup store, capture entries in the record bucket. */
export interface BackupBuckets {
  readonly vault: string;
  readonly record: string;
}

export const s3Backups = (s3: S3Client, { vault, record }: BackupBuckets): Backups => {
  // Neither entry nor manifest ever changes, so a warm function reads each only once.
  const known = boundedMemory<BackupReading>(MOST_KNOWN);

  async function* listed(pair: string, signal?: AbortSignal): AsyncGenerator<ListedBackup> {
    for await (const { key, etag } of newestFirst(s3, record, capturePrefix(pair), signal)) {
      const found = listedOf(pair, key, etag);
      if (found) yield found;
    }
  }

  const entryText = async (key: string, signal?: AbortSignal): Promise<string | undefined> => {
    try {
      const answer = await s3.send(new GetObjectCommand({ Bucket: record, Key: key }), {
        ...(signal && { abortSignal: signal }),
      });
      return await textOfObject(answer, signal);
    } catch (error) {
      if (!isMissing(error)) throw error;
      return undefined;
    }
  };

  const open = async (
    pair: string,
    { entry: key, backupId }: ListedBackup,
    signal?: AbortSignal,
  ): Promise<BackupReading> => {
    const text = await entryText(key, signal);
    if (text === undefined) return { missing: `${backupId}: removed since it was listed` };
    const entered = parseEntry(text);
    if ('faults' in entered) return { unreadable: `${backupId}: its capture entry cannot be read: ${entered.faults}` };
    const { entry } = entered;
    if (entry.pair !== pair || entry.backupId !== backupId)
      return { unreadable: `${backupId}: its capture entry belongs to ${entry.backupId} of ${entry.pair}` };
    const stored = await ownManifest(s3, vault, entry, signal);
    if (!stored) return { missing: `${backupId}: the backup store has no manifest of its capture` };
    const parsed = parseManifest(backupId, pair, stored.text);
    if ('unreadable' in parsed) return parsed;
    const fault = bindingFault(key, entry, parsed.manifest, stored.modifiedMs);
    return fault === undefined ? parsed : { unreadable: `${backupId}: ${fault}` };
  };

  return {
    listed,

    read: async (pair, one, signal) => {
      const name = `${one.entry} ${one.tag}`;
      const before = known.get(pair, name);
      if (before) return before;
      const reading = await open(pair, one, signal);
      // A missing backup may be in progress, or just removed.
      if (!('missing' in reading)) known.put(pair, name, reading);
      return reading;
    },

    strays: async (pair, most, signal) => {
      const found: string[] = [];
      const entered = listed(pair, signal);
      let next = await entered.next();
      let compared = 0;
      for await (const { key } of newestFirst(s3, vault, backupPrefix(pair), signal)) {
        if (!key.endsWith(MANIFEST)) continue;
        const id = key.slice(backupPrefix(pair).length, -MANIFEST.length);
        while (!next.done && next.value.backupId > id) next = await entered.next();
        if (next.done || next.value.backupId !== id) found.push(id);
        compared += 1;
        if (found.length === most || compared === MOST_COMPARED) break;
      }
      return found;
    },

    prove: (manifest, signal) => proveBytes(s3, vault, manifest, signal),

    // It expires earlier if the function's own credentials do: S3 then refuses what they signed.
    presign: (manifest, seconds) =>
      getSignedUrl(s3, new GetObjectCommand(bytesOf(vault, manifest)), { expiresIn: seconds }),
  };
};
