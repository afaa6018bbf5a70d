// S3's objects, versions, listings and Object Lock: what the vault rests on.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import { type Expectation, given, refused } from '../expectation.ts';
import { newBucket } from './s3-conditions.ts';

const LOCK = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html';
const VERSIONS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html';
const CHECKSUMS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html';
const service = 's3';

export const s3Objects: readonly Expectation[] = [
  {
    service,
    expectation: 'a streamed body with a trailing checksum comes back with its metadata and checksum',
    source: CHECKSUMS,
    async run(bench) {
      const at = { Bucket: await newBucket(bench), Key: 'a b/ü.bin' };
      const Body = Readable.from([Buffer.from('hello '), Buffer.from('world')]);
      await bench.clients.s3.send(new PutObjectCommand({ ...at, Body, ContentLength: 11, Metadata: { epoch: '7' } }));
      const got = await bench.clients.s3.send(new GetObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
      assert.equal(await given(got.Body).transformToString(), 'hello world');
      assert.deepEqual([got.Metadata, got.ContentLength, got.ChecksumCRC32], [{ epoch: '7' }, 11, 'DUoRhQ==']);
    },
  },
  {
    service,
    expectation: 'a body that does not match its declared checksum is refused and not stored',
    source: CHECKSUMS,
    async run(bench) {
      const at = { Bucket: await newBucket(bench), Key: 'damaged' };
      const wrong = Buffer.alloc(32, 1).toString('base64');
      await refused(
        bench.clients.s3.send(new PutObjectCommand({ ...at, Body: 'x', ChecksumSHA256: wrong })),
        'BadDigest',
        400,
      );
      await refused(bench.clients.s3.send(new HeadObjectCommand(at)), 'NotFound', 404);
    },
  },
  {
    service,
    expectation: 'a Range answers 206 with just those bytes',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html',
    async run(bench) {
      const at = { Bucket: await newBucket(bench), Key: 'digits' };
      await bench.clients.s3.send(new PutObjectCommand({ ...at, Body: '0123456789' }));
      const got = await bench.clients.s3.send(new GetObjectCommand({ ...at, Range: 'bytes=2-4' }));
      assert.deepEqual([await given(got.Body).transformToString(), got.ContentRange], ['234', 'bytes 2-4/10']);
      assert.equal(got.$metadata.httpStatusCode, 206);
    },
  },
  {
    service,
    expectation: 'every answer carries a Date header, to the second',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html',
    async run(bench) {
      const at = { Bucket: await newBucket(bench), Key: 'dated' };
      let date: string | undefined;
      const command = new PutObjectCommand({ ...at, Body: 'x' });
      command.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          date = (result.response as { headers: Record<string, string> }).headers.date;
          return result;
        },
        { step: 'deserialize' },
      );
      await bench.clients.s3.send(command);
      assert.ok(Math.abs(Date.parse(given(date)) - bench.nowMs()) < 5000, `${date} is not now`);
    },
  },
  {
    service,
    expectation: 'a delete without version adds a marker; the versions stay readable and are listed newest first',
    source: VERSIONS,
    async run(bench) {
      const at = { Bucket: await newBucket(bench, true), Key: 'key' };
      const first = await bench.clients.s3.send(new PutObjectCommand({ ...at, Body: '1' }));
      await bench.clients.s3.send(new PutObjectCommand({ ...at, Body: '2' }));
      const gone = await bench.clients.s3.send(new DeleteObjectCommand(at));
      assert.equal(gone.DeleteMarker, true);
      await refused(bench.clients.s3.send(new GetObjectCommand(at)), 'NoSuchKey', 404);
      const old = await bench.clients.s3.send(new GetObjectCommand({ ...at, VersionId: given(first.VersionId) }));
      assert.equal(await given(old.Body).transformToString(), '1');
      const listed = await bench.clients.s3.send(new ListObjectVersionsCommand({ Bucket: at.Bucket }));
      assert.deepEqual(
        listed.Versions?.map(({ IsLatest }) => IsLatest),
        [false, false],
      );
      assert.equal(listed.Versions?.[1]?.VersionId, first.VersionId);
      assert.deepEqual(
        listed.DeleteMarkers?.map(({ IsLatest }) => IsLatest),
        [true],
      );
    },
  },
  {
    service,
    expectation: 'ListObjectsV2 folds by delimiter, and pages end where they should',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html',
    async run(bench) {
      const Bucket = await newBucket(bench);
      for (const Key of ['p/a/1', 'p/a/2', 'p/b', 'p/c', 'q'])
        await bench.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      const list = { Bucket, Prefix: 'p/', Delimiter: '/', MaxKeys: 2 };
      const page = await bench.clients.s3.send(new ListObjectsV2Command(list));
      assert.deepEqual(
        [page.CommonPrefixes?.[0]?.Prefix, page.Contents?.[0]?.Key, page.IsTruncated],
        ['p/a/', 'p/b', true],
      );
      const ContinuationToken = given(page.NextContinuationToken);
      const rest = await bench.clients.s3.send(new ListObjectsV2Command({ ...list, ContinuationToken }));
      assert.deepEqual([rest.Contents?.map(({ Key }) => Key), rest.IsTruncated], [['p/c'], false]);
    },
  },
  {
    service,
    expectation: 'Object Lock does not prevent delete markers, only the removal of versions',
    source: LOCK,
    async run(bench) {
      const Bucket = bench.unique('conformance');
      await bench.clients.s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
      const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } as const;
      const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule } as const;
      await bench.clients.s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
      const { VersionId } = await bench.clients.s3.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
      const head = await bench.clients.s3.send(new HeadObjectCommand({ Bucket, Key: 'kept' }));
      assert.equal(head.ObjectLockMode, 'GOVERNANCE');
      await bench.clients.s3.send(new DeleteObjectCommand({ Bucket, Key: 'kept' }));
      const remove = { Bucket, Key: 'kept', VersionId: given(VersionId) };
      await refused(bench.clients.s3.send(new DeleteObjectCommand(remove)), 'AccessDenied', 403);
      await bench.clients.s3.send(new DeleteObjectCommand({ ...remove, BypassGovernanceRetention: true }));
    },
  },
  {
    service,
    expectation:
      'a version whose retention is over is deleted without any bypass, and leaves no marker; to delete it again is no error',
    source: LOCK,
    async run(bench) {
      const Bucket = bench.unique('conformance');
      await bench.clients.s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
      const ObjectLockRetainUntilDate = new Date(bench.nowMs() + 3_000);
      const put = { Bucket, Key: 'old', Body: 'x', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate } as const;
      const { VersionId } = await bench.clients.s3.send(new PutObjectCommand(put));
      const remove = new DeleteObjectCommand({ Bucket, Key: 'old', VersionId: given(VersionId) });
      await refused(bench.clients.s3.send(remove), 'AccessDenied', 403);
      while (bench.nowMs() <= ObjectLockRetainUntilDate.getTime() + 1_000) await sleep(50);
      await bench.clients.s3.send(remove);
      const { Versions = [], DeleteMarkers = [] } = await bench.clients.s3.send(
        new ListObjectVersionsCommand({ Bucket }),
      );
      assert.deepEqual([...Versions, ...DeleteMarkers], []);
      await bench.clients.s3.send(remove);
    },
  },
  {
    service,
    expectation: 'COMPLIANCE cannot be undone, bypass or not',
    source: LOCK,
    async run(bench) {
      const Bucket = bench.unique('conformance');
      await bench.clients.s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
      const ObjectLockRetainUntilDate = new Date(bench.nowMs() + 120_000);
      const put = { Bucket, Key: 'kept', Body: 'x', ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate } as const;
      const { VersionId } = await bench.clients.s3.send(new PutObjectCommand(put));
      const remove = { Bucket, Key: 'kept', VersionId: given(VersionId), BypassGovernanceRetention: true };
      await refused(bench.clients.s3.send(new DeleteObjectCommand(remove)), 'AccessDenied', 403);
    },
  },
];
