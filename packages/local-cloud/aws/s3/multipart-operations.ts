// S3's multipart uploads (https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html).

import { createHash, randomUUID } from 'node:crypto';
import type * as sdk from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import { type Call, need, operation } from '../operation.ts';
import { checkWrite } from './conditions.ts';
import { checksumMembers, encryptionMembers, versionMember } from './object-answer.ts';
import { bodyOf, etagOf, retentionOf } from './object-operations.ts';
import { checksumNamed, compositeChecksum } from './objects/checksums.ts';
import {
  type Bucket,
  type Checksums,
  currentVersion,
  type Upload,
  type UploadedPart,
} from './objects/stored-object.ts';
import { bucketArn, objectArn, uploadNeeds } from './s3-needs.ts';
import type { S3State } from './s3-state.ts';

const SMALLEST_PART_BYTES = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

const existingUpload = (bucket: Bucket, input: { UploadId?: string | undefined; Key?: string | undefined }): Upload => {
  const upload = bucket.uploads.get(input.UploadId ?? '');
  if (upload === undefined || upload.key !== input.Key)
    throw new AwsError(
      'NoSuchUpload',
      'The specified upload does not exist. It may have been aborted or completed.',
      404,
    );
  return upload;
};

const createUpload = (state: S3State, input: sdk.CreateMultipartUploadRequest) => {
  const bucket = state.existingBucket(input.Bucket);
  const upload: Upload = {
    id: randomUUID(),
    key: input.Key ?? '',
    initiatedMs: state.nowMs(),
    contentType: input.ContentType ?? 'application/octet-stream',
    metadata: input.Metadata ?? {},
    kmsKeyArn: input.SSEKMSKeyId ?? bucket.kmsKeyArn,
    retention: retentionOf(bucket, input),
    checksumName: checksumNamed(input.ChecksumAlgorithm),
    parts: new Map(),
  };
  if (input.ChecksumType === 'FULL_OBJECT')
    throw new AwsError('NotImplemented', 'full-object checksums of multipart uploads are not emulated', 501);
  bucket.uploads.set(upload.id, upload);
  const { ChecksumAlgorithm } = input;
  const checksum = ChecksumAlgorithm === undefined ? {} : { ChecksumAlgorithm, ChecksumType: 'COMPOSITE' as const };
  return {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.id,
    ...encryptionMembers(upload.kmsKeyArn),
    ...checksum,
  };
};

const uploadPart = async (state: S3State, input: Omit<sdk.UploadPartRequest, 'Body'>, call: Call) => {
  const bucket = state.existingBucket(input.Bucket);
  const upload = existingUpload(bucket, input);
  const number = input.PartNumber ?? 0;
  if (!(number >= 1 && number <= MOST_PARTS))
    throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  const { segment, md5, checksums } = await state.bodies.receive(bodyOf(call), call.headers);
  if (!bucket.uploads.has(upload.id)) {
    // Aborted meanwhile: a part that was on its way is not kept.
    await state.bodies.discard([segment]);
    existingUpload(bucket, input);
  }
  const old = upload.parts.get(number);
  const etag = `"${md5.toString('hex')}"`;
  upload.parts.set(number, { number, etag, segment, checksums, modifiedMs: state.nowMs() });
  if (old !== undefined) await state.bodies.discard([old.segment]);
  return { ETag: etag, ...checksumMembers(checksums), ...encryptionMembers(upload.kmsKeyArn) };
};

const namedParts = (upload: Upload, named: readonly sdk.CompletedPart[]): UploadedPart[] => {
  if (named.length === 0)
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate.');
  const parts = named.map(({ PartNumber = 0, ETag = '' }) => {
    const part = upload.parts.get(PartNumber);
    if (part === undefined || part.etag.replaceAll('"', '') !== ETag.replaceAll('"', ''))
      throw new AwsError(
        'InvalidPart',
        'One or more of the specified parts could not be found or its ETag did not match.',
      );
    return part;
  });
  if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0)))
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  if (parts.slice(0, -1).some(({ segment }) => segment.sizeBytes < SMALLEST_PART_BYTES))
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  return parts;
};

const wholeChecksum = ({ checksumName }: Upload, parts: readonly UploadedPart[]): Checksums => {
  if (checksumName !== 'crc32' && checksumName !== 'sha1' && checksumName !== 'sha256') return {};
  const each = parts.map(({ checksums }) => checksums[checksumName] ?? '');
  return { [checksumName]: compositeChecksum(checksumName, each) };
};

const complete = async (state: S3State, input: sdk.CompleteMultipartUploadRequest, call: Call) => {
  const bucket = state.existingBucket(input.Bucket);
  const upload = existingUpload(bucket, input);
  const parts = namedParts(upload, input.MultipartUpload?.Parts ?? []);
  const sizeBytes = parts.reduce((total, { segment }) => total + segment.sizeBytes, 0);
  if (input.MpuObjectSize !== undefined && Number(input.MpuObjectSize) !== sizeBytes)
    throw new AwsError('InvalidRequest', 'The provided MpuObjectSize does not match the size of the parts');
  checkWrite(input, currentVersion(bucket, upload.key));
  const md5 = createHash('md5')
    .update(Buffer.concat(parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex'))))
    .digest();
  const checksums = wholeChecksum(upload, parts);
  const version = state.commit(bucket, {
    ...{
      key: upload.key,
      sizeBytes,
      checksums,
      checksumType: 'COMPOSITE',
      segments: parts.map(({ segment }) => segment),
    },
    etag: etagOf(md5, upload.kmsKeyArn).replace(/"$/, `-${parts.length}"`),
    ...{ contentType: upload.contentType, metadata: upload.metadata, kmsKeyArn: upload.kmsKeyArn },
    ...{ retention: upload.retention, principal: call.principal },
  });
  bucket.uploads.delete(upload.id);
  await state.bodies.discard(
    [...upload.parts.values()].filter((part) => !parts.includes(part)).map(({ segment }) => segment),
  );
  return {
    ...{ Bucket: bucket.name, Key: upload.key, ETag: version.etag, Location: `/${bucket.name}/${upload.key}` },
    ...checksumMembers(checksums),
    ...encryptionMembers(upload.kmsKeyArn),
    ...versionMember(bucket, version),
  };
};

export const multipartOperations = (state: S3State) => ({
  CreateMultipartUpload: operation(
    (input: sdk.CreateMultipartUploadRequest) => uploadNeeds(state, input, 'nothing-yet'),
    (input) => createUpload(state, input),
  ),
  UploadPart: operation(
    (input: Omit<sdk.UploadPartRequest, 'Body'>) => uploadNeeds(state, input, 'nothing-yet'),
    (input, call) => uploadPart(state, input, call),
  ),
  CompleteMultipartUpload: operation(
    (input: sdk.CompleteMultipartUploadRequest) => uploadNeeds(state, input, 'object'),
    (input, call) => complete(state, input, call),
  ),
  AbortMultipartUpload: operation(
    (input: sdk.AbortMultipartUploadRequest) => [need('s3:AbortMultipartUpload', objectArn(input))],
    async (input) => {
      const bucket = state.existingBucket(input.Bucket);
      const upload = existingUpload(bucket, input);
      bucket.uploads.delete(upload.id);
      await state.bodies.discard([...upload.parts.values()].map(({ segment }) => segment));
      return {};
    },
  ),
  ListMultipartUploads: operation(
    (input: sdk.ListMultipartUploadsRequest) => [need('s3:ListBucketMultipartUploads', bucketArn(input.Bucket))],
    (input) => {
      const { Prefix = '' } = input;
      const uploads = [...state.existingBucket(input.Bucket).uploads.values()].filter(({ key }) =>
        key.startsWith(Prefix),
      );
      const Uploads = uploads.map(({ id, key, initiatedMs }) => ({
        UploadId: id,
        Key: key,
        Initiated: new Date(initiatedMs),
      }));
      return { Bucket: input.Bucket, IsTruncated: false, Uploads };
    },
  ),
});
