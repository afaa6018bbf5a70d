// The vault's own policy, as it is synthesized, over the emulated S3: what is written once stays, whoever asks, and a
// capture of several parts gets through.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { s3CaptureWriter } from '../../functions/store/vault/capture/s3-capture-writer.ts';
import { s3Proofs } from '../../functions/store/vault/s3-proofs.ts';
import { s3Reports } from '../../functions/store/vault/s3-reports.ts';
import { startCloud } from '../../packages/local-cloud/aws/cloud.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';
import { authorization } from '../../packages/local-cloud/host/iam/authorization.ts';
import { policiesIn } from '../../packages/local-cloud/host/iam/iam-policies.ts';
import { loadTemplate } from '../../packages/local-cloud/host/template/template.ts';
import { allow, role, writeAssembly } from '../../packages/local-cloud/test/host/fixtures/assembly.ts';
import { machine } from '../doubles/machine.ts';
import { resourcesOf, synthesized } from '../lib/synthesized.ts';
import { manifestOf } from './manifests.ts';
import { RECORD } from './store-cloud.ts';

const place = { region: 'eu-central-1', accountId: '000000000000' };
const MEBIBYTE = 1024 * 1024;

/** The two roles that write here, by the access keys of their clients. */
const WRITERS = { CAPTURE: 'FunctionsCaptureRole', FINISH: 'FunctionsFinishRole' } as const;

/** The vault's bucket and its policy from the template; its roles may do anything that the policy does not deny. */
const vaultAlone = async () => {
  const { template } = await synthesized('twinbox.yaml');
  const [bucketId = ''] = resourcesOf(template, 'AWS::S3::Bucket').find(([id]) => id.startsWith('Vault')) ?? [];
  const policy = resourcesOf(template, 'AWS::S3::BucketPolicy').find(([id]) => id.startsWith('Vault'));
  const roles = resourcesOf(template, 'AWS::IAM::Role').map(([id]) => [
    id,
    role('lambda.amazonaws.com', [allow('s3:*', '*')]),
  ]);
  return {
    ...(Object.fromEntries(roles) as Record<string, object>),
    [bucketId]: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } },
    [policy?.[0] ?? '']: policy?.[1],
  };
};

const open = async () => {
  const assembly = await writeAssembly('S', { Resources: await vaultAlone() }, {});
  const template = loadTemplate({ ...place, stackName: 'S', assemblyDirectory: assembly.directory });
  const bucket = template.byType('AWS::S3::Bucket')[0]?.name ?? '';
  const { decide } = authorization(policiesIn(template), place);
  const arnOf = (named: string) =>
    template.byType('AWS::IAM::Role').find(({ logicalId }) => logicalId.startsWith(named))?.arn ?? '';
  const bodiesDirectory = await mkdtemp(join(tmpdir(), 'twinbox-vault-'));
  const cloud = await startCloud({
    ...{ clock: scaledClock(1), ...place, bodiesDirectory },
    authorize: ({ principal, action, resource, context }) =>
      decide({ principal: arnOf(principal), action, resource, context }),
  });
  for (const name of [bucket, RECORD]) cloud.s3.createBucket({ name, versioned: true });
  const clients = Object.fromEntries(
    Object.entries(WRITERS).map(([accessKeyId, named]) => {
      const credentials = { accessKeyId, secretAccessKey: 'secret' };
      cloud.registerPrincipal(credentials, named);
      const client = { endpoint: cloud.url, region: place.region, credentials, maxAttempts: 1, forcePathStyle: true };
      return [accessKeyId, new S3Client(client)];
    }),
  ) as Record<keyof typeof WRITERS, S3Client>;
  return {
    ...{ cloud, bucket, capture: clients.CAPTURE, finish: clients.FINISH },
    [Symbol.asyncDispose]: async () => {
      for (const s3 of Object.values(clients)) s3.destroy();
      await cloud[Symbol.asyncDispose]();
      await rm(bodiesDirectory, { recursive: true, force: true });
      await assembly[Symbol.asyncDispose]();
    },
  };
};

test('a capture of several parts, its manifest and a proof are written; reports may be written again', async () => {
  await using it = await open();
  const manifest = manifestOf('2026-11-22T20:15:03.000Z');
  const captureWriter = s3CaptureWriter(it.capture, { vault: it.bucket, record: RECORD }, machine.random);
  const upload = await captureWriter.begin(manifest.key);
  for (let part = 0; part < 17; part += 1) await upload.write(Buffer.alloc(MEBIBYTE, part));
  expect(await upload.complete()).toMatchObject({ bytes: 17 * MEBIBYTE });
  await captureWriter.writeManifest(manifest);
  await captureWriter.writeManifest(manifest);
  const at = '2026-11-22T20:20:00.000Z';
  const proof = {
    backupId: manifest.backupId,
    recoveryId: 'r',
    appliance: 'dublin',
    at,
    evidence: [],
    kind: 'drill',
  } as never;
  await s3Proofs(it.finish, it.bucket).write('support', proof);
  const reports = s3Reports(it.finish, it.bucket);
  await reports.write('support', 'r', { outcome: 'moved' });
  expect(await reports.write('support', 'r', { outcome: 'moved' })).toBe('reports/support/r/report.json');
});

test('a second backup, manifest or proof of one name is refused by the bucket, however it is put', async () => {
  await using it = await open();
  const refused = { name: 'AccessDenied' };
  for (const Key of ['backups/support/a.nsb', 'backups/support/a.json', 'proofs/support/a.json']) {
    const at = { Bucket: it.bucket, Key };
    const s3 = Key.startsWith('backups/') ? it.capture : it.finish;
    await s3.send(new PutObjectCommand({ ...at, Body: '1', IfNoneMatch: '*' }));
    await expect(s3.send(new PutObjectCommand({ ...at, Body: '2' }))).rejects.toMatchObject(refused);
    await expect(s3.send(new PutObjectCommand({ ...at, Body: '2', IfMatch: '*' }))).rejects.toMatchObject(refused);
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at));
    const { ETag } = await s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: '2' }));
    const complete = { ...at, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
    await expect(s3.send(new CompleteMultipartUploadCommand(complete))).rejects.toMatchObject(refused);
    expect(it.cloud.s3.versionsOf(it.bucket, Key)).toHaveLength(1);
  }
});
