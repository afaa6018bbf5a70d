// The handles that scenarios use on the emulated AWS: faults, stalled calls, damage on disk, what is heard and noted.
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { ChangeResourceRecordSetsCommand, type ResourceRecordSet } from '@aws-sdk/client-route-53';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { startLabBench } from '../../aws/conformance/lab-bench.ts';
import { eventually } from '../../testing/patience.ts';

const open = async () => {
  const started = await startLabBench();
  const { cloud } = started.lab;
  cloud.s3.createBucket({ name: 'vault', versioned: true });
  cloud.route53.createZone({ id: 'ZLAB', name: 'example.com', nameServers: ['ns-1.example.com'] });
  return {
    ...started,
    cloud,
    clients: started.bench.clients,
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
};
const record: ResourceRecordSet = {
  Name: 'support.example.com',
  Type: 'A',
  TTL: 30,
  ResourceRecords: [{ Value: '127.0.0.2' }],
};
const create = new ChangeResourceRecordSetsCommand({
  HostedZoneId: 'ZLAB',
  ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: record }] },
});

test('a held call does its work when released, though its caller has gone', async () => {
  await using lab = await open();
  const gate = lab.cloud.faults.add({
    service: 'route53',
    operation: 'ChangeResourceRecordSets',
    kind: 'hold',
    times: 1,
  });
  const caller = new AbortController();
  const stalled = lab.clients.route53.send(create, { abortSignal: caller.signal });
  await gate.reached;
  caller.abort();
  await expect(stalled).rejects.toThrow();
  expect(lab.cloud.route53.resolve('support.example.com', 'A').nameExists).toBe(false);
  const heard = new Promise((resolve) => lab.cloud.route53.onZoneChange(resolve));
  gate.release();
  await expect(heard).resolves.toMatchObject({ zoneId: 'ZLAB', principal: 'world' });
  expect(lab.cloud.route53.resolve('SUPPORT.example.com.', 'A').records[0]?.values).toEqual(['127.0.0.2']);
});

test('a held answer comes after the work', async () => {
  await using lab = await open();
  const gate = lab.cloud.faults.add({ service: 's3', operation: 'PutObject', kind: 'holdAnswer' });
  const put = lab.clients.s3.send(new PutObjectCommand({ Bucket: 'vault', Key: 'k', Body: 'x' }));
  await gate.reached;
  expect(lab.cloud.s3.keys('vault')).toEqual(['k']);
  gate.release();
  await put;
});

test('a fault strikes only the principal it names', async () => {
  await using lab = await open();
  lab.cloud.registerPrincipal({ accessKeyId: 'AKWATCH', secretAccessKey: 'any' }, 'watch');
  using fault = lab.cloud.faults.add({ service: 's3', kind: 'down', principal: /^watch$/, status: 503 });
  await lab.clients.s3.send(new PutObjectCommand({ Bucket: 'vault', Key: 'k', Body: 'x' }));
  expect(fault.struck).toBe(0);
});

test.each([
  ['a buffer', () => Buffer.alloc(6 * 1024 * 1024)],
  ['a stream', () => Readable.from(Array.from({ length: 96 }, () => Buffer.alloc(64 * 1024)))],
])('a throttled upload of %s is answered, and the connection is good for the next call', async (_what, body) => {
  await using lab = await open();
  using _busy = lab.cloud.faults.add({ service: 's3', operation: 'PutObject', kind: 'throttle', times: 1 });
  const put = () => new PutObjectCommand({ Bucket: 'vault', Key: 'k', Body: body(), ContentLength: 6 * 1024 * 1024 });
  await expect(lab.clients.s3.send(put())).rejects.toMatchObject({ name: 'SlowDown' });
  await lab.clients.s3.send(put());
  expect(lab.cloud.s3.versionsOf('vault', 'k')).toHaveLength(1);
});

test('a damaged object keeps its ETag, and the SDK finds the damage by its checksum', async () => {
  await using lab = await open();
  const at = { Bucket: 'vault', Key: 'backup.nsb' };
  const { ETag } = await lab.clients.s3.send(new PutObjectCommand({ ...at, Body: 'configuration' }));
  await lab.cloud.s3.corrupt('vault', 'backup.nsb', { offset: 0 });
  const got = await lab.clients.s3.send(new GetObjectCommand(at));
  expect(got.ETag).toBe(ETag);
  await expect(got.Body?.transformToString()).rejects.toThrow('Checksum mismatch');
  expect((await lab.cloud.s3.read('vault', 'backup.nsb')).toString()).not.toBe('configuration');
});

test('a write that loses its condition leaves no bytes behind on disk', async () => {
  await using lab = await open();
  const stored = await lab.cloud.s3.put('vault', 'k', 'first');
  const directory = (stored.segments[0]?.path ?? '').replace(/\/[^/]+$/, '');
  const put = new PutObjectCommand({ Bucket: 'vault', Key: 'k', Body: 'second', IfNoneMatch: '*' });
  await expect(lab.clients.s3.send(put)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  expect(await readdir(directory)).toHaveLength(1);
});

test('an upload whose sender dies midway leaves no object and no bytes', async () => {
  await using lab = await open();
  const { segments } = await lab.cloud.s3.put('vault', 'other', 'x');
  const directory = (segments[0]?.path ?? '').replace(/\/[^/]+$/, '');
  const link = await getSignedUrl(lab.clients.s3, new PutObjectCommand({ Bucket: 'vault', Key: 'k' }));
  const put = request(link, { method: 'PUT', headers: { 'content-length': 2 * 1024 * 1024 } });
  const ended = new Promise((resolve) => put.once('error', resolve));
  put.write(Buffer.alloc(1024 * 1024));
  await eventually(async () => (await readdir(directory)).length === 2, 'bytes of the upload');
  put.destroy(new Error('sender died'));
  await ended;
  await eventually(async () => (await readdir(directory)).length === 1, 'the end of its bytes');
  expect(lab.cloud.s3.keys('vault')).toEqual(['other']);
});

test('calls are noted with principal, operation, resource and outcome', async () => {
  await using lab = await open();
  const { arn } = lab.cloud.sns.createTopic({ name: 'people' });
  await lab.clients.sns.send(new PublishCommand({ TopicArn: arn, Subject: 'Halted', Message: 'look' }));
  expect(lab.cloud.calls.at(-1)).toMatchObject({
    ...{ service: 'sns', operation: 'Publish', principal: 'world', status: 200, resource: arn },
  });
  expect(lab.cloud.sns.messages).toMatchObject([{ subject: 'Halted', message: 'look', principal: 'world' }]);
  const { clients } = lab.lab.allowedOnly([]);
  await expect(clients.route53.send(create)).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(lab.cloud.calls.at(-1)).toMatchObject({
    operation: 'ChangeResourceRecordSets',
    status: 403,
    error: 'AccessDenied',
  });
  expect(lab.cloud.route53.zone('ZLAB')?.log).toEqual([]);
});
