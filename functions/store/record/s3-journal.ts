// The journal on S3: one small object an entry, never overwritten, keys sorting by time.
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { journalPrefix } from '../form/object-keys.ts';
import { isLostRace, mapBounded } from '../form/s3-answers.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { compacted, distinct, journalKey, keyParts, secondKey } from './journal-keys.ts';
import { parseEntry, unreadableEntries } from './stored-entry.ts';

const READ_AT_ONCE = 8;

export const s3Journal = (s3: S3Client, bucket: string): Journal => ({
  write: async (pair, entry) => {
    const isWritten = async (name: string): Promise<boolean> => {
      const Key = journalPrefix(pair, entry.recoveryId) + name;
      const Body = JSON.stringify(entry);
      try {
        await s3.send(
          new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'application/json', IfNoneMatch: '*' }),
        );
        return true;
      } catch (error) {
        if (!isLostRace(error)) throw error;
        return false;
      }
    };
    // The first name holds our own entry, whose answer was lost, or that of another run. A writer may not read it, so
    // it writes once more under a name with a hash of its content. The reader drops duplicates.
    if (!(await isWritten(journalKey(entry)))) await isWritten(secondKey(entry));
  },
  read: async (pair, recoveryId) => {
    const prefix = journalPrefix(pair, recoveryId);
    const names: string[] = [];
    const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix });
    for await (const page of pages)
      names.push(...(page.Contents ?? []).flatMap(({ Key }) => Key?.slice(prefix.length) ?? []));
    const parts = names.toSorted().map(keyParts);
    const known = compacted(parts.filter((part) => part !== undefined));
    const faults: string[] = names
      .filter((_name, index) => parts[index] === undefined)
      .map((name) => `${name}: not the name of an entry`);
    const read = await mapBounded(known, READ_AT_ONCE, async (part) => {
      // An intent holds nothing beyond its name, except the epoch, for which the first one is read.
      if (part.event === 'intent' && part !== known[0]) return part;
      const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: prefix + part.name }));
      return parseEntry((await answer.Body?.transformToString()) ?? '', part, recoveryId);
    });
    const entries: JournalEntry[] = [];
    let epoch = 0;
    for (const one of read) {
      if ('fault' in one) faults.push(one.fault);
      else if ('name' in one)
        entries.push({ recoveryId, epoch, at: one.at, state: one.state, attempt: one.attempt, event: one.event });
      else {
        epoch = one.epoch;
        entries.push(one);
      }
    }
    return [...unreadableEntries(faults, recoveryId, entries[0]), ...distinct(entries)];
  },
});
