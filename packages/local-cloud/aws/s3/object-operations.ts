// S3's calls on single objects: put, get, head.

import { createHash, randomUUID } from 'node:crypto';
import type * as sdk from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import { type Call, operation } from '../operation.ts';
import { byteRange, checkRead, checkWrite } from './conditions.ts';
import { checksumMembers, describe, encryptionMembers, findVersion, versionMember } from './object-answer.ts';
import { type Bucket, currentVersion, type Retention } from './objects/stored-object.ts';
import { putNeeds, readNeeds } from './s3-needs.ts';
import type { S3State } from './s3-state.ts';

interface LockInput {
  readonly ObjectLockMode?: sdk.ObjectLockMode | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
}

export const retentionOf = (bucket: Bucket, input: LockInput): Retention | undefined => {
  if (input.ObjectLockMode === undefined || input.ObjectLockRetainUntilDate === undefined) return undefined;
  if (!bucket.objectLock) throw new AwsError('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  return { mode: input.ObjectLockMode, untilMs: input.ObjectLockRetainUntilDate.getTime() };
};

/** MD5 of the content; with a KMS key it says nothing of the content
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html). */
export const etagOf = (md5: Buffer, kmsKeyArn: string | undefined): string =>
  kmsKeyArn === undefined
    ? `"${md5.toString('hex')}"`
    : `"${createHash('md5').update(md5).update(randomUUID()).digest('hex')}"`;

export const bodyOf = (call: Call) => {
  if (call.body === undefined)
    throw new AwsError('InternalError', 'an operation with a body was routed without one', 500);
  return call.body;
};

const putObject = async (state: S3State, input: Omit<sdk.PutObjectRequest, 'Body'>, call: Call) => {
  const bucket = state.existingBucket(input.Bucket);
  const key = input.Key ?? '';
  const retention = retentionOf(bucket, input);
  const { segment, md5, checksums } = await state.bodies.receive(bodyOf(call), call.headers);
  const kmsKeyArn = input.SSEKMSKeyId ?? bucket.kmsKeyArn;
  try {
    // Judged when all bytes are there, in one go with the write: of two writers one wins.
    checkWrite(input, currentVersion(bucket, key));
  } catch (error) {
    await state.bodies.discard([segment]);
    throw error;
  }
  const version = state.commit(bucket, {
    ...{ key, segments: [segment], sizeBytes: segment.sizeBytes, etag: etagOf(md5, kmsKeyArn), checksums },
    contentType: input.ContentType ?? 'application/octet-stream',
    metadata: input.Metadata ?? {},
    checksumType: 'FULL_OBJECT',
    ...{ kmsKeyArn, retention, principal: call.principal },
  });
  return {
    ETag: version.etag,
    ...checksumMembers(checksums),
    ChecksumType: 'FULL_OBJECT',
    ...encryptionMembers(kmsKeyArn),
    ...versionMember(bucket, version),
  };
};

export const objectOperations = (state: S3State) => ({
  PutObject: operation(
    (input: Omit<sdk.PutObjectRequest, 'Body'>) => putNeeds(state, input),
    (input, call) => putObject(state, input, call),
  ),
  GetObject: operation(
    (input: sdk.GetObjectRequest) => readNeeds(state, input),
    (input, call) => {
      const bucket = state.existingBucket(input.Bucket);
      const version = findVersion(bucket, input, call);
      checkRead(input, version);
      const range = byteRange(input.Range, version.sizeBytes);
      const { start, end } = range ?? { start: 0, end: version.sizeBytes - 1 };
      if (range !== undefined) call.reply.status = 206;
      return {
        ...describe(bucket, version, input.ChecksumMode === 'ENABLED' && range === undefined),
        ContentLength: end - start + 1,
        ...(range === undefined ? {} : { ContentRange: `bytes ${start}-${end}/${version.sizeBytes}` }),
        Body: state.bodies.open(version.segments, start, end),
      };
    },
  ),
  HeadObject: operation(
    (input: sdk.HeadObjectRequest) => readNeeds(state, input),
    (input, call) => {
      const bucket = state.existingBucket(input.Bucket);
      const version = findVersion(bucket, input, call);
      checkRead(input, version);
      return describe(bucket, version, input.ChecksumMode === 'ENABLED');
    },
  ),
});
