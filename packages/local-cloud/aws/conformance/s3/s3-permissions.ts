// S3's IAM traps: which actions a call really needs.
import assert from 'node:assert/strict';
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { type Expectation, given, refused } from '../expectation.ts';
import { newBucket } from './s3-conditions.ts';

const ACTIONS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html';
const service = 's3';

export const s3Permissions: readonly Expectation[] = [
  {
    service,
    expectation: 'a missing key is 403 to whoever may not list the bucket, 404 to whoever may',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html',
    labOnly: true,
    async run(bench, lab) {
      const read = new GetObjectCommand({ Bucket: await newBucket(bench), Key: 'missing' });
      await refused(lab.allowedOnly(['s3:GetObject']).clients.s3.send(read), 'AccessDenied', 403);
      await refused(lab.allowedOnly(['s3:GetObject', 's3:ListBucket']).clients.s3.send(read), 'NoSuchKey', 404);
    },
  },
  {
    service,
    expectation: 'If-Match needs s3:GetObject as well as s3:PutObject',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html',
    labOnly: true,
    async run(bench, lab) {
      const put = { Bucket: await newBucket(bench), Key: 'record', Body: '1' };
      const { ETag } = await bench.clients.s3.send(new PutObjectCommand(put));
      const conditional = new PutObjectCommand({ ...put, IfMatch: given(ETag) });
      await refused(lab.allowedOnly(['s3:PutObject']).clients.s3.send(conditional), 'AccessDenied', 403);
      await lab.allowedOnly(['s3:PutObject', 's3:GetObject']).clients.s3.send(conditional);
    },
  },
  {
    service,
    expectation: 'a policy can recognize puts without a condition by the keys s3:if-match and s3:if-none-match',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html',
    labOnly: true,
    async run(bench, lab) {
      const put = { Bucket: await newBucket(bench), Key: 'record', Body: '1' };
      const writer = lab.allowedOnly(['s3:PutObject']);
      await writer.clients.s3.send(new PutObjectCommand({ ...put, IfNoneMatch: '*' }));
      await writer.clients.s3.send(new PutObjectCommand(put));
      assert.deepEqual(
        writer.asked.map(({ action, context }) => [action, context]),
        [
          ['s3:PutObject', { 's3:ObjectCreationOperation': 'true', 's3:if-none-match': '*' }],
          ['s3:PutObject', { 's3:ObjectCreationOperation': 'true' }],
        ],
      );
    },
  },
  {
    service,
    expectation: 'HeadObject is s3:GetObject, a read by version s3:GetObjectVersion, a new upload s3:PutObject',
    source: ACTIONS,
    labOnly: true,
    async run(bench, lab) {
      const at = { Bucket: await newBucket(bench, true), Key: 'k' };
      const { VersionId } = await bench.clients.s3.send(new PutObjectCommand({ ...at, Body: '1' }));
      const one = lab.allowedOnly(['s3:GetObject', 's3:PutObject']);
      await one.clients.s3.send(new HeadObjectCommand(at));
      await one.clients.s3.send(new CreateMultipartUploadCommand(at));
      await refused(
        one.clients.s3.send(new GetObjectCommand({ ...at, VersionId: given(VersionId) })),
        'AccessDenied',
        403,
      );
      assert.equal(one.asked.at(-1)?.action, 's3:GetObjectVersion');
    },
  },
  {
    service,
    expectation:
      'to list versions is s3:ListBucketVersions, to delete one s3:DeleteObjectVersion; a prefix can narrow the first',
    source: ACTIONS,
    labOnly: true,
    async run(bench, lab) {
      const at = { Bucket: await newBucket(bench, true), Key: 'p/k' };
      const { VersionId } = await bench.clients.s3.send(new PutObjectCommand({ ...at, Body: '1' }));
      const one = lab.allowedOnly(['s3:ListBucketVersions', 's3:DeleteObject']);
      await one.clients.s3.send(new ListObjectVersionsCommand({ Bucket: at.Bucket, Prefix: 'p/' }));
      assert.deepEqual(one.asked.at(-1)?.context, { 's3:prefix': 'p/' });
      const remove = new DeleteObjectCommand({ ...at, VersionId: given(VersionId) });
      await refused(one.clients.s3.send(remove), 'AccessDenied', 403);
      await lab.allowedOnly(['s3:DeleteObjectVersion']).clients.s3.send(remove);
    },
  },
  {
    service,
    expectation: 'a put with a retention of its own needs s3:PutObjectRetention',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
    labOnly: true,
    async run(bench, lab) {
      const Bucket = bench.unique('conformance');
      lab.cloud.s3.createBucket({ name: Bucket, objectLock: true });
      const ObjectLockRetainUntilDate = new Date(bench.nowMs() + 60_000);
      const put = new PutObjectCommand({
        Bucket,
        Key: 'k',
        Body: '1',
        ObjectLockMode: 'GOVERNANCE',
        ObjectLockRetainUntilDate,
      });
      await refused(lab.allowedOnly(['s3:PutObject']).clients.s3.send(put), 'AccessDenied', 403);
      await lab.allowedOnly(['s3:PutObject', 's3:PutObjectRetention']).clients.s3.send(put);
    },
  },
];
