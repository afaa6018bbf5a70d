// The last read-back of each pair as one small object in the record bucket.
import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Clock } from '../../contract/runtime/clock.ts';
import { READ_BACK_NAMES } from '../../contract/stored/stored-names.ts';
import type { ReadBack } from '../../domain/backup/backup-verification.ts';
import { readBackKey } from '../form/object-keys.ts';
import type { ReadBacks } from './read-backs.ts';
import { type LatestValue, s3LatestValue } from './s3-latest-value.ts';

const StoredReadBack = z.object({
  backupId: z.string(),
  at: z.iso.datetime(),
  intact: z.boolean(),
  reason: z.string(),
});

const TIMEOUT_MS = 5_000;

export const s3ReadBacks = (s3: S3Client, bucket: string, clock: Clock): ReadBacks => {
  const of = (pair: string): LatestValue<ReadBack> =>
    s3LatestValue(s3, clock, {
      bucket,
      key: readBackKey(pair),
      schema: StoredReadBack,
      timeoutMs: TIMEOUT_MS,
      names: READ_BACK_NAMES,
    });
  return { latest: (pair) => of(pair).read(), write: (pair, readBack) => of(pair).write(readBack) };
};
