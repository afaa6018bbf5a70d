// Streaks as one small object per pair in the record bucket, written only in rounds that found the primary down during
// a capture.
import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Clock } from '../../contract/runtime/clock.ts';
import type { DownStreak } from '../../domain/health/capture-grace.ts';
import { downStreakKey } from '../form/object-keys.ts';
import type { DownStreaks } from './down-streaks.ts';
import { type LatestValue, s3LatestValue } from './s3-latest-value.ts';

const Streak = z.object({ captureId: z.string(), rounds: z.int().check(z.minimum(1)), slot: z.iso.datetime() });

/** A round must not wait for this. */
const TIMEOUT_MS = 2_000;

export const s3DownStreaks = (s3: S3Client, bucket: string, clock: Clock): DownStreaks => {
  const of = (pair: string): LatestValue<DownStreak> =>
    s3LatestValue(s3, clock, { bucket, key: downStreakKey(pair), schema: Streak, timeoutMs: TIMEOUT_MS });
  return {
    write: (pair, streak, signal) => of(pair).write(streak, signal),
    latest: (pair, signal) => of(pair).read(signal),
  };
};
