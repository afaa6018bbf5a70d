// The members that answers about one stored version share, and the finding of that version.
import { AwsError } from '../aws-error.ts';
import type { Call } from '../operation.ts';
import { type Bucket, type Checksums, currentVersion, type ObjectVersion } from './objects/stored-object.ts';
import { listNeed, type ObjectInput } from './s3-needs.ts';

/** Answer members as the SDK names them. */
export const checksumMembers = (checksums: Checksums): Record<string, string> => ({
  ...(checksums.crc32 === undefined ? {} : { ChecksumCRC32: checksums.crc32 }),
  ...(checksums.sha1 === undefined ? {} : { ChecksumSHA1: checksums.sha1 }),
  ...(checksums.sha256 === undefined ? {} : { ChecksumSHA256: checksums.sha256 }),
});

export const encryptionMembers = (kmsKeyArn: string | undefined) =>
  kmsKeyArn === undefined
    ? { ServerSideEncryption: 'AES256' }
    : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyArn, BucketKeyEnabled: true };

export const versionMember = (bucket: Bucket, version: ObjectVersion) =>
  bucket.versioning === undefined ? {} : { VersionId: version.versionId };

export const describe = (bucket: Bucket, version: ObjectVersion, withChecksums: boolean) => ({
  ETag: version.etag,
  ContentLength: version.sizeBytes,
  ContentType: version.contentType,
  AcceptRanges: 'bytes',
  LastModified: new Date(version.modifiedMs),
  Metadata: version.metadata,
  ...encryptionMembers(version.kmsKeyArn),
  ...versionMember(bucket, version),
  ...(version.retention === undefined
    ? {}
    : { ObjectLockMode: version.retention.mode, ObjectLockRetainUntilDate: new Date(version.retention.untilMs) }),
  ...(withChecksums ? { ...checksumMembers(version.checksums), ChecksumType: version.checksumType } : {}),
});

/** Throws what S3 says of a missing key: 404, or 403 to a caller who may not list the bucket. */
export const findVersion = (bucket: Bucket, input: ObjectInput, call: Call): ObjectVersion => {
  const { Key: key = '', VersionId: versionId } = input;
  const versions = bucket.objects.get(key) ?? [];
  const found =
    versionId === undefined ? currentVersion(bucket, key) : versions.find((one) => one.versionId === versionId);
  if (found?.deleteMarker === true) {
    call.reply.headers['x-amz-delete-marker'] = 'true';
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  }
  if (found !== undefined) return found;
  if (versionId !== undefined) throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
  if (!call.may(listNeed({ Bucket: input.Bucket })))
    throw new AwsError(
      'AccessDenied',
      `${call.principal} is not authorized to see whether ${key} exists: s3:ListBucket is missing`,
      403,
    );
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
};
