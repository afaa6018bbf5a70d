// S3's multipart uploads: how a backup of any size gets into the vault.
import assert from 'node:assert/strict';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Bench, type Expectation, given, refused } from '../expectation.ts';
import { newBucket } from './s3-conditions.ts';

const LIMITS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html';
const OVERVIEW = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html';
const MEBIBYTE = 1024 * 1024;
const service = 's3';

const upload = async ({ clients }: Bench, Bucket: string, Key: string, sizes: readonly number[]) => {
  const { UploadId } = await clients.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const at = { Bucket, Key, UploadId: given(UploadId) };
  const Parts: { PartNumber: number; ETag: string; ChecksumCRC32?: string }[] = [];
  for (const [index, size] of sizes.entries()) {
    const part = { PartNumber: index + 1, Body: Buffer.alloc(size, index + 1) };
    const { ETag, ChecksumCRC32 } = await clients.s3.send(new UploadPartCommand({ ...at, ...part }));
    const checksum = ChecksumCRC32 === undefined ? {} : { ChecksumCRC32 };
    Parts.push({ PartNumber: part.PartNumber, ETag: given(ETag), ...checksum });
  }
  return { at, complete: new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts } }) };
};

export const s3Multipart: readonly Expectation[] = [
  {
    service,
    expectation: 'the parts become one object, whose ETag ends with their number, and nothing is there before',
    source: OVERVIEW,
    async run(bench) {
      const Bucket = await newBucket(bench);
      const { at, complete } = await upload(bench, Bucket, 'big', [5 * MEBIBYTE, 3]);
      await refused(bench.clients.s3.send(new HeadObjectCommand({ Bucket, Key: at.Key })), 'NotFound', 404);
      const done = await bench.clients.s3.send(complete);
      assert.match(given(done.ETag), /-2"$/);
      const got = await bench.clients.s3.send(
        new GetObjectCommand({ Bucket, Key: at.Key, Range: `bytes=${5 * MEBIBYTE - 1}-` }),
      );
      assert.deepEqual([...(await given(got.Body).transformToByteArray())], [1, 2, 2, 2]);
    },
  },
  {
    service,
    expectation: 'a part but the last is at least 5 MiB, or completing fails with EntityTooSmall',
    source: LIMITS,
    async run(bench) {
      const { complete } = await upload(bench, await newBucket(bench), 'small', [5 * MEBIBYTE - 1, 3]);
      await refused(bench.clients.s3.send(complete), 'EntityTooSmall', 400);
    },
  },
  {
    service,
    expectation: 'an aborted upload leaves nothing and takes no more parts',
    source: OVERVIEW,
    async run(bench) {
      const Bucket = await newBucket(bench);
      const { at, complete } = await upload(bench, Bucket, 'gone', [3]);
      await bench.clients.s3.send(new AbortMultipartUploadCommand(at));
      await refused(bench.clients.s3.send(complete), 'NoSuchUpload', 404);
      const part = new UploadPartCommand({ ...at, PartNumber: 1, Body: 'x' });
      await refused(bench.clients.s3.send(part), 'NoSuchUpload', 404);
      const left = await bench.clients.s3.send(new ListMultipartUploadsCommand({ Bucket }));
      assert.deepEqual(left.Uploads ?? [], []);
    },
  },
  {
    service,
    expectation: 'completing with If-None-Match:* over an existing key answers 412',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html',
    async run(bench) {
      const Bucket = await newBucket(bench);
      const first = await upload(bench, Bucket, 'once', [3]);
      await bench.clients.s3.send(first.complete);
      const second = await upload(bench, Bucket, 'once', [4]);
      const conditional = new CompleteMultipartUploadCommand({ ...second.complete.input, IfNoneMatch: '*' });
      await refused(bench.clients.s3.send(conditional), 'PreconditionFailed', 412);
    },
  },
  {
    service,
    expectation: 'in a bucket with its own key an upload needs kms:Decrypt as well as kms:GenerateDataKey',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html',
    labOnly: true,
    async run(bench, lab) {
      const Bucket = bench.unique('conformance');
      lab.cloud.s3.createBucket({ name: Bucket, kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/vault' });
      const create = new CreateMultipartUploadCommand({ Bucket, Key: 'k' });
      const half = lab.allowedOnly(['s3:PutObject', 'kms:GenerateDataKey']);
      await refused(half.clients.s3.send(create), 'AccessDenied', 403);
      const whole = lab.allowedOnly(['s3:PutObject', 'kms:GenerateDataKey', 'kms:Decrypt']);
      await whole.clients.s3.send(create);
    },
  },
];
