// S3's bucket calls.
import type * as sdk from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import { need, operation } from '../operation.ts';
import { bucketArn } from './s3-needs.ts';
import type { S3State } from './s3-state.ts';

export const bucketOperations = (state: S3State) => ({
  CreateBucket: operation(
    (input: sdk.CreateBucketRequest) => [need('s3:CreateBucket', bucketArn(input.Bucket))],
    (input) => {
      state.createBucket({ name: input.Bucket ?? '', objectLock: input.ObjectLockEnabledForBucket === true });
      return { Location: `/${input.Bucket}` };
    },
  ),
  PutBucketVersioning: operation(
    (input: sdk.PutBucketVersioningRequest) => [need('s3:PutBucketVersioning', bucketArn(input.Bucket))],
    (input) => {
      const bucket = state.existingBucket(input.Bucket);
      const status = input.VersioningConfiguration?.Status;
      if (status === 'Suspended' && bucket.objectLock)
        throw new AwsError(
          'InvalidBucketState',
          'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
          409,
        );
      bucket.versioning = status;
    },
  ),
  PutObjectLockConfiguration: operation(
    (input: sdk.PutObjectLockConfigurationRequest) => [
      need('s3:PutBucketObjectLockConfiguration', bucketArn(input.Bucket)),
    ],
    (input) => {
      const bucket = state.existingBucket(input.Bucket);
      if (bucket.versioning !== 'Enabled')
        throw new AwsError(
          'InvalidBucketState',
          "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
          409,
        );
      const standard = input.ObjectLockConfiguration?.Rule?.DefaultRetention;
      bucket.objectLock = true;
      bucket.defaultRetention =
        standard === undefined
          ? undefined
          : { mode: standard.Mode ?? 'GOVERNANCE', days: standard.Days ?? (standard.Years ?? 0) * 365 };
    },
  ),
});
