// S3's conditional writes: what leases and records rest on.
import assert from 'node:assert/strict';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { type Bench, type Expectation, given, refused } from '../expectation.ts';

const CONDITIONAL_WRITES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html';
const service = 's3';

export const newBucket = async ({ clients, unique }: Bench, versioned = false): Promise<string> => {
  const Bucket = unique('conformance');
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  if (versioned) await clients.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  return Bucket;
};

export const s3Conditions: readonly Expectation[] = [
  {
    service,
    expectation: 'If-None-Match:* creates a key once; the second writer gets 412',
    source: CONDITIONAL_WRITES,
    async run(bench) {
      const put = { Bucket: await newBucket(bench), Key: 'record', Body: '1', IfNoneMatch: '*' };
      await bench.clients.s3.send(new PutObjectCommand(put));
      await refused(bench.clients.s3.send(new PutObjectCommand(put)), 'PreconditionFailed', 412);
    },
  },
  {
    service,
    expectation: 'If-None-Match:* succeeds over a delete marker',
    source: CONDITIONAL_WRITES,
    async run(bench) {
      const put = { Bucket: await newBucket(bench, true), Key: 'record', Body: '1', IfNoneMatch: '*' };
      await bench.clients.s3.send(new PutObjectCommand(put));
      await bench.clients.s3.send(new DeleteObjectCommand({ Bucket: put.Bucket, Key: put.Key }));
      await bench.clients.s3.send(new PutObjectCommand(put));
    },
  },
  {
    service,
    expectation: 'If-Match writes over the ETag it names and answers 412 to any other',
    source: CONDITIONAL_WRITES,
    async run(bench) {
      const put = { Bucket: await newBucket(bench), Key: 'record' };
      const first = await bench.clients.s3.send(new PutObjectCommand({ ...put, Body: '1' }));
      await bench.clients.s3.send(new PutObjectCommand({ ...put, Body: '2', IfMatch: given(first.ETag) }));
      const late = new PutObjectCommand({ ...put, Body: '3', IfMatch: given(first.ETag) });
      await refused(bench.clients.s3.send(late), 'PreconditionFailed', 412);
    },
  },
  {
    service,
    expectation: 'of two simultaneous writers with the same If-Match one wins and the other gets 412 or 409',
    source: CONDITIONAL_WRITES,
    async run(bench) {
      const put = { Bucket: await newBucket(bench), Key: 'record' };
      const { ETag } = await bench.clients.s3.send(new PutObjectCommand({ ...put, Body: '0' }));
      const race = ['1', '2'].map((Body) =>
        bench.clients.s3.send(new PutObjectCommand({ ...put, Body, IfMatch: given(ETag) })),
      );
      const outcomes = await Promise.allSettled(race);
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    },
  },
  {
    service,
    expectation: 'If-Match on a missing key answers 404',
    source: CONDITIONAL_WRITES,
    async run(bench) {
      const put = { Bucket: await newBucket(bench), Key: 'missing', Body: '1', IfMatch: '"0"' };
      await refused(bench.clients.s3.send(new PutObjectCommand(put)), 'NoSuchKey', 404);
    },
  },
  {
    service,
    expectation: 'If-Match on a delete-marked key answers 404',
    source: CONDITIONAL_WRITES,
    async run(bench) {
      const put = { Bucket: await newBucket(bench, true), Key: 'record', Body: '1' };
      const { ETag } = await bench.clients.s3.send(new PutObjectCommand(put));
      await bench.clients.s3.send(new DeleteObjectCommand({ Bucket: put.Bucket, Key: put.Key }));
      await refused(bench.clients.s3.send(new PutObjectCommand({ ...put, IfMatch: given(ETag) })), 'NoSuchKey', 404);
    },
  },
  {
    service,
    expectation: 'the same content has the same ETag again: A, B, A is indistinguishable from A',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html',
    async run(bench) {
      const put = { Bucket: await newBucket(bench), Key: 'record' };
      const tags: (string | undefined)[] = [];
      for (const Body of ['A', 'B', 'A'])
        tags.push((await bench.clients.s3.send(new PutObjectCommand({ ...put, Body }))).ETag);
      assert.equal(tags[0], tags[2]);
      assert.notEqual(tags[0], tags[1]);
    },
  },
  {
    service,
    expectation: 'If-None-Match on a read answers 304 while nothing has changed',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html',
    async run(bench) {
      const put = { Bucket: await newBucket(bench), Key: 'record', Body: '1' };
      const { ETag } = await bench.clients.s3.send(new PutObjectCommand(put));
      const read = new GetObjectCommand({ Bucket: put.Bucket, Key: put.Key, IfNoneMatch: given(ETag) });
      const error: unknown = await bench.clients.s3.send(read).catch((failure: unknown) => failure);
      assert.equal((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode, 304);
    },
  },
  {
    service,
    expectation:
      'a conditional put that loses to one in flight gets 409 ConditionalRequestConflict, and nothing is written',
    source: CONDITIONAL_WRITES,
    labOnly: true,
    async run(bench, { cloud }) {
      const put = { Bucket: await newBucket(bench), Key: 'record', Body: '1', IfNoneMatch: '*' };
      using _conflict = cloud.faults.add({
        ...{
          service,
          operation: 'PutObject',
          kind: 'error',
          code: 'ConditionalRequestConflict',
          status: 409,
          times: 1,
        },
      });
      await refused(bench.clients.s3.send(new PutObjectCommand(put)), 'ConditionalRequestConflict', 409);
      await refused(
        bench.clients.s3.send(new HeadObjectCommand({ Bucket: put.Bucket, Key: put.Key })),
        'NotFound',
        404,
      );
    },
  },
  {
    service,
    expectation: 'a conditional put that worked but lost its answer comes back from the SDK as 412',
    source: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
    labOnly: true,
    async run(bench, { cloud, retrying }) {
      const put = { Bucket: await newBucket(bench), Key: 'record', Body: 'mine', IfNoneMatch: '*' };
      using _loss = cloud.faults.add({ service, operation: 'PutObject', kind: 'loseAnswer', times: 1 });
      await refused(retrying.s3.send(new PutObjectCommand(put)), 'PreconditionFailed', 412);
      const read = await bench.clients.s3.send(new GetObjectCommand({ Bucket: put.Bucket, Key: put.Key }));
      assert.equal(await given(read.Body).transformToString(), 'mine');
    },
  },
];
