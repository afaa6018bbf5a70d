// The last inspection of each pair as one small object in the record bucket.
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Clock } from '../../contract/runtime/clock.ts';
import { fromStored, INSPECTION_NAMES, toStored } from '../../contract/stored/stored-names.ts';
import { inspectionKey } from '../form/object-keys.ts';
import { textOfObject } from '../form/object-text.ts';
import { isMissing } from '../form/s3-answers.ts';
import { StoredChecks } from '../form/stored-checks.ts';
import { jsonOf } from '../form/stored-json.ts';
import type { Inspections } from './inspections.ts';

const Findings = z.array(z.object({ name: z.string(), message: z.string(), fix: z.string(), alarms: z.boolean() }));

const HealthText = { digest: z.string().check(z.maxLength(64)), message: z.string().check(z.maxLength(200)) };
const KnownHealthText = z.object({
  ...HealthText,
  runs: z.string().check(z.maxLength(1_000)),
  other: z.exactOptional(z.object({ ...HealthText, since: z.iso.datetime() })),
});
const Delegations = z.array(
  z.object({
    name: z.string(),
    verdict: z.enum(['ours', 'elsewhere', 'exempt', 'not-checked']),
    message: z.string(),
    strangers: z.exactOptional(z.array(z.string())),
    at: z.iso.datetime(),
  }),
);

const StoredInspection = z.object({
  pair: z.string(),
  at: z.iso.datetime(),
  primary: z.string(),
  standby: z.string(),
  standbyFindings: Findings,
  standbyAskedAt: z.exactOptional(z.iso.datetime()),
  parityFindings: z.exactOptional(Findings),
  primaryFindings: Findings,
  checks: z.exactOptional(StoredChecks),
  traffic: z.exactOptional(z.object({ askedAt: z.iso.datetime(), checks: StoredChecks, delegations: Delegations })),
  people: z.exactOptional(
    z.object({
      askedAt: z.iso.datetime(),
      findings: Findings,
      notifiedAt: z.exactOptional(z.iso.datetime()),
      notified: z.exactOptional(z.array(z.string())),
    }),
  ),
  restorePoint: z.exactOptional(
    z.union([z.object({ backupId: z.string(), capturedAt: z.string() }), z.object({ missing: z.string() })]),
  ),
  vaultFindings: z.exactOptional(Findings),
  readBackFindings: z.exactOptional(Findings),
  noReadBackSince: z.exactOptional(z.iso.datetime()),
  healthTexts: z.exactOptional(z.record(z.string(), KnownHealthText)),
  certificateDays: z.exactOptional(z.number()),
});

const TIMEOUT_MS = 5_000;

export const s3Inspections = (s3: S3Client, bucket: string, clock: Clock): Inspections => ({
  read: async (pair) => {
    try {
      const limit = clock.deadline(TIMEOUT_MS);
      const read = new GetObjectCommand({ Bucket: bucket, Key: inspectionKey(pair) });
      const answer = await s3.send(read, { abortSignal: limit });
      return StoredInspection.safeParse(fromStored(INSPECTION_NAMES, jsonOf(await textOfObject(answer, limit)))).data;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  write: async (inspection) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: inspectionKey(inspection.pair),
        Body: JSON.stringify(toStored(INSPECTION_NAMES, inspection), undefined, 2),
        ContentType: 'application/json',
      }),
      { abortSignal: clock.deadline(TIMEOUT_MS) },
    );
  },
});
