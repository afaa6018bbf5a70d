// Relief of the watchers as one small object in the record bucket. Written once an invocation, read once a round; the last
// writer wins, since a lost announcement only lets an older watcher run to its own end.
import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Clock } from '../../contract/runtime/clock.ts';
import { s3Mark } from './s3-latest-value.ts';
import type { WatchRelief } from './watcher-handover.ts';

/** Key of the one object, beside pairs/ and journal/. */
export const WATCH_RELIEF_KEY = 'watch/relief.json';

const Turn = z.object({ id: z.string(), startedAt: z.iso.datetime() });

/** A round must not wait for this. */
const TIMEOUT_MS = 3_000;

export const s3WatchRelief = (s3: S3Client, bucket: string, clock: Clock): WatchRelief => {
  const mark = s3Mark(s3, clock, { bucket, key: WATCH_RELIEF_KEY, schema: Turn, timeoutMs: TIMEOUT_MS });
  return { announce: mark.write, latest: mark.read };
};
