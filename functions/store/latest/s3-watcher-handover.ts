// The handover between watchers as one small object in the record bucket. Written once per invocation, read once per
// round. The last writer wins: if a handover is lost, the older watcher only runs to its own end.
import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Clock } from '../../contract/runtime/clock.ts';
import { s3LatestValue } from './s3-latest-value.ts';
import type { WatcherHandover } from './watcher-handover.ts';

/** Key of the one object, beside pairs/ and journal/. */
export const WATCHER_HANDOVER_KEY = 'watch/relief.json';

const Turn = z.object({ id: z.string(), startedAt: z.iso.datetime() });

/** A round must not wait for this. */
const TIMEOUT_MS = 3_000;

export const s3WatcherHandover = (s3: S3Client, bucket: string, clock: Clock): WatcherHandover => {
  const mark = s3LatestValue(s3, clock, { bucket, key: WATCHER_HANDOVER_KEY, schema: Turn, timeoutMs: TIMEOUT_MS });
  return { take: mark.write, latest: mark.read };
};
