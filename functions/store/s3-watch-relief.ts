// Relief of the watchers as one small object in the record bucket. Written once an invocation, read once a round; the last
// writer wins, since a lost announcement only lets an older watcher run to its own end.
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { WatchRelief } from './watch-relief.ts';

/** Key of the one object, beside pairs/ and journal/. */
export const WATCH_RELIEF_KEY = 'watch/relief.json';

const Turn = z.object({ id: z.string(), startedAt: z.iso.datetime() });

/** A round must not wait for this. */
const TIMEOUT_MS = 3_000;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? undefined : error;
  }
};

export const s3WatchRelief = (s3: S3Client, bucket: string): WatchRelief => ({
  announce: async (turn) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: WATCH_RELIEF_KEY,
        Body: JSON.stringify(turn),
        ContentType: 'application/json',
      }),
      { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
    );
  },
  latest: async () => {
    try {
      const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: WATCH_RELIEF_KEY }), {
        abortSignal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const turn = Turn.safeParse(parse((await answer.Body?.transformToString()) ?? ''));
      return turn.success ? turn.data : undefined;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
});
