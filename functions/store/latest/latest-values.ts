// Every latest value of the product: where it is in the record bucket, its form, and how long anybody waits for it.
import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Clock } from '../../contract/runtime/clock.ts';
import type { LatestValue, LatestValues } from '../../contract/runtime/latest-value.ts';
import { INSPECTION_NAMES, READ_BACK_NAMES } from '../../contract/stored/stored-names.ts';
import type { ReadBack } from '../../domain/backup/backup-verification.ts';
import type { DownStreak } from '../../domain/health/capture-grace.ts';
import type { Inspection } from '../../domain/inspection/inspection.ts';
import type { SlowChecks } from '../../domain/readiness/readiness-facts.ts';
import type { RefusedAccount } from '../../domain/record/refused-account.ts';
import {
  downStreakKey,
  inspectionKey,
  readBackKey,
  readinessKey,
  refusedAccountsKey,
  watcherHandoverKey,
} from '../form/object-keys.ts';
import { StoredCheck, StoredChecks } from '../form/stored-checks.ts';
import { s3LatestValue, s3LatestValues } from './s3-latest-value.ts';
import { StoredInspection } from './stored-inspection.ts';

/** A round of the watcher, or a call to an appliance, must not wait for it. */
const ROUND_TIMEOUT_MS = 2_000;
const TIMEOUT_MS = 5_000;

/** The findings of the last inspection, for the status and for the next inspection. */
export const s3Inspections = (s3: S3Client, bucket: string, clock: Clock): LatestValues<Inspection> =>
  s3LatestValues<Inspection>(s3, clock, {
    bucket,
    keyOf: inspectionKey,
    schema: StoredInspection,
    timeoutMs: TIMEOUT_MS,
    names: INSPECTION_NAMES,
  });

const StoredReadBack = z.object({
  backupId: z.string(),
  at: z.iso.datetime(),
  intact: z.boolean(),
  reason: z.string(),
});

/** The result of the last read-back of the newest backup. */
export const s3ReadBacks = (s3: S3Client, bucket: string, clock: Clock): LatestValues<ReadBack> =>
  s3LatestValues(s3, clock, {
    bucket,
    keyOf: readBackKey,
    schema: StoredReadBack,
    timeoutMs: TIMEOUT_MS,
    names: READ_BACK_NAMES,
  });

const StoredSlowChecks = z.object({
  pair: z.string(),
  at: z.iso.datetime(),
  primary: z.string(),
  checks: StoredChecks,
  signIn: z.exactOptional(z.object({ at: z.iso.datetime(), mark: z.string(), check: StoredCheck })),
});

/** The checks of readiness that an inspection does not make, as the last run of CheckReadiness left them. */
export const s3SlowChecks = (s3: S3Client, bucket: string, clock: Clock): LatestValues<SlowChecks> =>
  s3LatestValues<SlowChecks>(s3, clock, {
    bucket,
    keyOf: readinessKey,
    schema: StoredSlowChecks,
    timeoutMs: TIMEOUT_MS,
  });

const Streak = z.object({ captureId: z.string(), rounds: z.int().check(z.minimum(1)), slot: z.iso.datetime() });

/**
 * In how many consecutive rounds the primary was down during a capture, so that the next watcher does not start
 * counting from zero. Written only in such rounds.
 */
export const s3DownStreaks = (s3: S3Client, bucket: string, clock: Clock): LatestValues<DownStreak> =>
  s3LatestValues(s3, clock, { bucket, keyOf: downStreakKey, schema: Streak, timeoutMs: ROUND_TIMEOUT_MS });

const text = z.string().check(z.maxLength(600));
const Refused = z
  .array(z.object({ at: text, secret: text, versionId: text, since: z.iso.datetime() }))
  .check(z.maxLength(100));

/**
 * Which accounts an appliance refused, for captures and inspections: names and versions of secrets, never their
 * contents. A lost note costs only one more attempt.
 */
export const s3RefusedAccounts = (
  s3: S3Client,
  bucket: string,
  clock: Clock,
): LatestValues<readonly RefusedAccount[]> =>
  s3LatestValues<readonly RefusedAccount[]>(s3, clock, {
    bucket,
    keyOf: refusedAccountsKey,
    schema: Refused,
    timeoutMs: ROUND_TIMEOUT_MS,
  });

/** A watcher that has finished its first round. */
export interface WatchTurn {
  /** Unique per invocation. */
  readonly id: string;
  /** ISO time at which the invocation started. */
  readonly startedAt: string;
}

const Turn = z.object({ id: z.string(), startedAt: z.iso.datetime() });

/**
 * The newest watcher, by which an older one learns that it may end. It is not a lock: two watchers at once do no harm,
 * they only probe the appliances more often.
 */
export const s3WatcherHandover = (s3: S3Client, bucket: string, clock: Clock): LatestValue<WatchTurn> =>
  s3LatestValue(s3, clock, { bucket, key: watcherHandoverKey, schema: Turn, timeoutMs: 3_000 });
