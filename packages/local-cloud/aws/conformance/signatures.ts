// Signature Version 4: which requests are accepted, for how long, and with which error they are refused.
import assert from 'node:assert/strict';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Keys, WORLD_KEYS } from '../cloud.ts';
import { clientsFor } from './clients.ts';
import { type Bench, type Clients, type Expectation, type LabHandles, refused } from './expectation.ts';
import { newBucket } from './s3/s3-conditions.ts';

const ERRORS = 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html';
const SIGNING = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html';
const TROUBLE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html';
const LINKS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html';
const WRONG: Keys = { ...WORLD_KEYS, secretAccessKey: 'another secret' };
const MINUTE_MS = 60_000;

/** Clients whose clock is ahead of the endpoint's. */
const clientsAt = ({ cloud }: LabHandles, bench: Bench, aheadMs: number, keys = WORLD_KEYS): Clients & Disposable =>
  clientsFor({ url: cloud.url, region: 'eu-central-1', keys, maxAttempts: 1, nowMs: () => bench.nowMs() + aheadMs });

/** What comes in place of the body that was signed. */
const withBody = (client: Clients['s3'] | Clients['ssm'], body: string): void =>
  (client as Clients['ssm']).middlewareStack.add(
    (next) => (args) => next({ ...args, request: { ...Object(args.request), body } }),
    {
      step: 'deserialize',
      priority: 'high',
    },
  );

const errorOf = async (response: Response): Promise<string> =>
  `${response.status} ${/<Code>(.*)<\/Code><Message>([^<]*)/
    .exec(await response.text())
    ?.slice(1)
    .join(': ')}`;

const aLink = async (bench: Bench, agoMs = 0) => {
  const at = { Bucket: await newBucket(bench), Key: 'report one.html' };
  await bench.clients.s3.send(new PutObjectCommand({ ...at, Body: 'the report' }));
  const signingDate = new Date(bench.nowMs() - agoMs);
  return getSignedUrl(bench.clients.s3, new GetObjectCommand(at), { expiresIn: 60, signingDate });
};

const secrets: readonly Expectation[] = [
  {
    service: 's3',
    expectation: 'a request that was signed with another secret is refused',
    source: ERRORS,
    labOnly: true,
    async run(bench, lab) {
      const put = new PutObjectCommand({ Bucket: await newBucket(bench), Key: 'k', Body: '1' });
      using wrong = clientsAt(lab, bench, 0, WRONG);
      await refused(wrong.s3.send(put), 'SignatureDoesNotMatch', 403);
      using tokenless = clientsAt(lab, bench, 0, { ...WORLD_KEYS, sessionToken: 'of somebody else' });
      await refused(tokenless.s3.send(put), 'SignatureDoesNotMatch', 403);
      await bench.clients.s3.send(put);
    },
  },
  {
    service: 'sns',
    expectation: 'a request that was signed with another secret is refused',
    source: TROUBLE,
    labOnly: true,
    async run(bench, lab) {
      using wrong = clientsAt(lab, bench, 0, WRONG);
      const { arn } = lab.cloud.sns.createTopic({ name: bench.unique('topic') });
      await refused(wrong.sns.send(new PublishCommand({ TopicArn: arn, Message: 'm' })), 'SignatureDoesNotMatch', 403);
    },
  },
  {
    service: 'ssm',
    expectation: 'a request that was signed with another secret is refused in the words of JSON services',
    source: 'assumed',
    labOnly: true,
    async run(bench, lab) {
      using wrong = clientsAt(lab, bench, 0, WRONG);
      await refused(wrong.ssm.send(new GetParameterCommand({ Name: '/x' })), 'InvalidSignatureException', 400);
    },
  },
  {
    service: 's3',
    expectation: 'a body that is not the one that was signed is refused, and nothing is stored',
    source: ERRORS,
    labOnly: true,
    async run(bench, lab) {
      const Bucket = await newBucket(bench);
      using changed = clientsAt(lab, bench, 0);
      withBody(changed.s3, 'changed');
      const put = new PutObjectCommand({ Bucket, Key: 'k', Body: 'as sent', ChecksumAlgorithm: 'SHA256' });
      await refused(changed.s3.send(put), 'XAmzContentSHA256Mismatch', 400);
      assert.deepEqual(lab.cloud.s3.keys(Bucket), []);
    },
  },
  {
    service: 'ssm',
    expectation: 'a body that is not the one that was signed is refused',
    source: TROUBLE,
    labOnly: true,
    async run(bench, lab) {
      using changed = clientsAt(lab, bench, 0);
      withBody(changed.ssm, '{"Name":"/other","Value":"1","Type":"String"}');
      const put = new PutParameterCommand({ Name: '/first', Value: '1', Type: 'String' });
      await refused(changed.ssm.send(put), 'InvalidSignatureException', 400);
    },
  },
];

const times: readonly Expectation[] = [
  {
    service: 's3',
    expectation: 'a signature that is more than 15 minutes off the clock of S3 is refused',
    source: ERRORS,
    labOnly: true,
    async run(bench, lab) {
      const put = new PutObjectCommand({ Bucket: await newBucket(bench), Key: 'k', Body: '1' });
      for (const aheadMs of [-16 * MINUTE_MS, 16 * MINUTE_MS]) {
        using off = clientsAt(lab, bench, aheadMs);
        await refused(off.s3.send(put), 'RequestTimeTooSkewed', 403);
      }
      for (const aheadMs of [-14 * MINUTE_MS, 14 * MINUTE_MS]) {
        using near = clientsAt(lab, bench, aheadMs);
        await near.s3.send(put);
      }
    },
  },
  {
    service: 'sns',
    expectation: 'a request must arrive within five minutes of its time stamp',
    source: SIGNING,
    labOnly: true,
    async run(bench, lab) {
      const { arn } = lab.cloud.sns.createTopic({ name: bench.unique('topic') });
      const publish = new PublishCommand({ TopicArn: arn, Message: 'm' });
      using off = clientsAt(lab, bench, -6 * MINUTE_MS);
      await refused(off.sns.send(publish), 'SignatureDoesNotMatch', 403);
      using near = clientsAt(lab, bench, -4 * MINUTE_MS);
      await near.sns.send(publish);
    },
  },
];

const links: readonly Expectation[] = [
  {
    service: 's3',
    expectation: 'a presigned link is good for its request alone',
    source: LINKS,
    async run(bench) {
      const link = await aLink(bench);
      assert.equal(await (await fetch(link)).text(), 'the report');
      for (const [changed, method] of [
        [link.replace('report%20one', 'report%20two'), 'GET'],
        [link.replace('X-Amz-Expires=60', 'X-Amz-Expires=61'), 'GET'],
        [link, 'DELETE'],
      ] as const)
        assert.match(await errorOf(await fetch(changed, { method })), /^403 SignatureDoesNotMatch: /);
    },
  },
  {
    service: 's3',
    expectation: 'a presigned link ends with its time',
    source: LINKS,
    async run(bench) {
      assert.equal(
        await errorOf(await fetch(await aLink(bench, 2 * MINUTE_MS))),
        '403 AccessDenied: Request has expired',
      );
    },
  },
];

export const signatureExpectations: readonly Expectation[] = [...secrets, ...times, ...links];
