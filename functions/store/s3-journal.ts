// The journal on S3: one small object an entry, never overwritten, keys sorting by time.
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Journal, JournalEntry } from './journal.ts';
import { journalPrefix } from './object-keys.ts';
import { isLostRace, mapBounded } from './s3-answers.ts';

const READ_AT_ONCE = 8;

export const s3Journal = (s3: S3Client, bucket: string): Journal => ({
  write: async (pair, entry) => {
    const { at, state, attempt, event } = entry;
    try {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `${journalPrefix(pair, entry.recoveryId)}${at}-${state}-${attempt}-${event}.json`,
          Body: JSON.stringify(entry),
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      );
    } catch (error) {
      // The same event of the same attempt at the same millisecond is our own entry, whose answer was lost.
      if (!isLostRace(error)) throw error;
    }
  },
  read: async (pair, recoveryId) => {
    const keys: string[] = [];
    const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: journalPrefix(pair, recoveryId) });
    for await (const page of pages) keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    return mapBounded(keys.toSorted(), READ_AT_ONCE, async (key) => {
      const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return JSON.parse((await answer.Body?.transformToString()) ?? '') as JournalEntry;
    });
  },
});
