// S3's deletes, and Object Lock, which can refuse them
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html).
import type * as sdk from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import { type Call, type Need, need, operation } from '../operation.ts';
import { checkWrite } from './conditions.ts';
import { findVersion, versionMember } from './object-answer.ts';
import { type Bucket, currentVersion, type ObjectVersion } from './objects/stored-object.ts';
import { type ObjectInput, objectArn } from './s3-needs.ts';
import { NO_VERSION, type S3State } from './s3-state.ts';

const deleteNeed = (input: ObjectInput): Need =>
  need(input.VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion', objectArn(input));
const bypassNeed = (input: ObjectInput): Need => need('s3:BypassGovernanceRetention', objectArn(input));

/** A permitted caller can bypass GOVERNANCE on request; nobody can bypass COMPLIANCE. */
const checkRetention = (version: ObjectVersion, input: ObjectInput, bypass: boolean, call: Call): void => {
  const { retention } = version;
  if (retention === undefined || retention.untilMs <= call.nowMs) return;
  if (retention.mode === 'GOVERNANCE' && bypass && call.may(bypassNeed(input))) return;
  throw new AwsError('AccessDenied', 'Access Denied because object protected by object lock.', 403);
};

const removeVersion = async (state: S3State, bucket: Bucket, version: ObjectVersion): Promise<void> => {
  const left = (bucket.objects.get(version.key) ?? []).filter((one) => one !== version);
  if (left.length === 0) bucket.objects.delete(version.key);
  else bucket.objects.set(version.key, left);
  await state.bodies.discard(version.segments);
};

const remove = async (state: S3State, input: ObjectInput, bypass: boolean, call: Call) => {
  const bucket = state.existingBucket(input.Bucket);
  const { Key: key = '', VersionId: versionId = bucket.versioning === undefined ? NO_VERSION : undefined } = input;
  if (versionId === undefined) {
    const marker = state.markDeleted(bucket, key, call.principal);
    return { DeleteMarker: true, VersionId: marker.versionId };
  }
  const version = bucket.objects.get(key)?.find((one) => one.versionId === versionId);
  if (version === undefined) return {};
  checkRetention(version, input, bypass, call);
  await removeVersion(state, bucket, version);
  return { ...versionMember(bucket, version), ...(version.deleteMarker ? { DeleteMarker: true } : {}) };
};

export const retentionOperations = (state: S3State) => ({
  DeleteObject: operation(
    (input: sdk.DeleteObjectRequest) => [deleteNeed(input)],
    (input, call) => {
      if (input.IfMatch !== undefined)
        checkWrite(input, currentVersion(state.existingBucket(input.Bucket), input.Key ?? ''));
      return remove(state, input, input.BypassGovernanceRetention === true, call);
    },
  ),
  PutObjectRetention: operation(
    (input: sdk.PutObjectRetentionRequest) => [need('s3:PutObjectRetention', objectArn(input))],
    (input, call) => {
      const version = findVersion(state.existingBucket(input.Bucket), input, call);
      const untilMs = input.Retention?.RetainUntilDate?.getTime() ?? 0;
      const mode = input.Retention?.Mode ?? 'GOVERNANCE';
      const weaker =
        version.retention !== undefined && (untilMs < version.retention.untilMs || mode !== version.retention.mode);
      if (weaker) checkRetention(version, input, input.BypassGovernanceRetention === true, call);
      version.retention = { mode, untilMs };
      return {};
    },
  ),
});
