// Captures and manifests on their way to the emulated S3, with lost answers, failures and aborts in between.
import { createHash, randomBytes } from 'node:crypto';
import { s3CaptureWriter } from '../../functions/store/vault/capture/s3-capture-writer.ts';
import { eventually, isSilent } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { manifestOf } from './manifests.ts';
import { BUCKET, BUCKETS, openStoreCloud, RECORD, type StoreCloud } from './store-cloud.ts';

const KEY = 'backups/support/20261101T010000Z-a1b2c3.nsb';
const MEBIBYTE = 1024 * 1024;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const uploadsLeft = (store: StoreCloud): number => store.cloud.s3.bucket(BUCKET)?.uploads.size ?? -1;
const callsOf = (store: StoreCloud, operation: string): number =>
  store.cloud.calls.filter((call) => call.operation === operation).length;

/** Chunks of odd sizes, as TLS gives them. */
function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0, size = 1; at < bytes.byteLength; at += size, size = (size * 7 + 13) % 3_000_000) {
    yield bytes.subarray(at, at + Math.max(1, size));
    if (size === 0) size = 1;
  }
}

describe('a capture on its way to the vault', () => {
  test('lies there whole once it is complete, whatever the chunks, and the answer tells version, length and hash', async () => {
    await using store = await openStoreCloud();
    const bytes = randomBytes(37 * MEBIBYTE + 11);
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    for (const chunk of chunksOf(bytes)) await upload.write(chunk);
    expect(upload.bytes).toBe(bytes.byteLength);
    const done = await upload.complete();
    expect(done).toMatchObject({ bytes: bytes.byteLength, sha256: sha256(bytes) });
    expect(sha256(await store.cloud.s3.read(BUCKET, KEY, done.versionId))).toBe(sha256(bytes));
    expect(uploadsLeft(store)).toBe(0);
    expect(callsOf(store, 'UploadPart')).toBe(5);
  });

  test('takes one chunk that is larger than all parts in flight', async () => {
    await using store = await openStoreCloud();
    const bytes = randomBytes(48 * MEBIBYTE);
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await upload.write(bytes);
    expect((await upload.complete()).sha256).toBe(sha256(bytes));
    expect(callsOf(store, 'UploadPart')).toBe(6);
  });

  test('is a single part where it is small', async () => {
    await using store = await openStoreCloud();
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await upload.write(Buffer.from('NSB'));
    await upload.complete();
    expect(`${await store.cloud.s3.read(BUCKET, KEY)}`).toBe('NSB');
  });

  test('does not keep the chunk it was given: the writer may use it again', async () => {
    await using store = await openStoreCloud();
    const chunk = Buffer.from('NSB');
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await upload.write(chunk);
    chunk.fill(0);
    await upload.complete();
    expect(`${await store.cloud.s3.read(BUCKET, KEY)}`).toBe('NSB');
  });

  test('has every part guarded by a checksum in a signed header, and hashes none of them once more for the signature', async () => {
    await using store = await openStoreCloud();
    const s3 = store.s3();
    const sent: Record<string, string>[] = [];
    s3.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === 'UploadPartCommand')
            sent.push((args.request as { headers: Record<string, string> }).headers);
          return next(args);
        },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const upload = await s3CaptureWriter(s3, BUCKETS, machine.random).begin(KEY);
    await upload.write(randomBytes(9 * MEBIBYTE));
    await upload.complete();
    expect(sent).toHaveLength(2);
    for (const headers of sent) {
      expect(headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD');
      expect(headers['x-amz-checksum-crc32']).toMatch(/^[\w+/]{6}==$/);
      expect(headers.authorization).toMatch(/SignedHeaders=[^,]*x-amz-checksum-crc32/);
    }
  });

  test('does not exist before it is complete', async () => {
    await using store = await openStoreCloud();
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await upload.write(randomBytes(9 * MEBIBYTE));
    expect(store.cloud.s3.keys(BUCKET)).toEqual([]);
    await upload.abort();
  });

  test('makes the writer wait once four parts are under way, so that memory stays bounded', async () => {
    await using store = await openStoreCloud();
    using gate = store.cloud.faults.add({ service: 's3', operation: 'UploadPart', kind: 'hold' });
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    let written = 0;
    const writing = (async () => {
      for (; written < 8; written += 1) await upload.write(Buffer.alloc(8 * MEBIBYTE, written));
    })();
    await gate.reached;
    await eventually(() => written === 4, 'four parts under way');
    expect(await isSilent(writing)).toBe(true);
    expect(written).toBe(4);
    gate.release();
    await writing;
    const { bytes } = await upload.complete();
    expect(bytes).toBe(64 * MEBIBYTE);
  });

  test('leaves nothing behind when it is aborted, not even a part that was under way', async () => {
    await using store = await openStoreCloud();
    const gate = store.cloud.faults.add({ service: 's3', operation: 'UploadPart', kind: 'hold' });
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await upload.write(randomBytes(17 * MEBIBYTE));
    await gate.reached;
    await upload.abort();
    gate.release();
    expect(uploadsLeft(store)).toBe(0);
    expect(store.cloud.s3.keys(BUCKET)).toEqual([]);
    await upload.abort();
    await expect(upload.write(Buffer.from('more'))).rejects.toThrow('aborted');
    await expect(upload.complete()).rejects.toThrow('aborted');
  });

  test('a part that fails for good is the writer’s failure, and abort still leaves nothing', async () => {
    await using store = await openStoreCloud();
    store.cloud.faults.add({
      service: 's3',
      operation: 'UploadPart',
      kind: 'error',
      code: 'AccessDenied',
      status: 403,
    });
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    const writing = (async () => {
      for (let part = 0; part < 8; part += 1) await upload.write(Buffer.alloc(8 * MEBIBYTE));
      await upload.complete();
    })();
    await expect(writing).rejects.toMatchObject({ name: 'AccessDenied' });
    await upload.abort();
    expect(uploadsLeft(store)).toBe(0);
    expect(store.cloud.s3.keys(BUCKET)).toEqual([]);
  });

  test('a throttled part is tried again', async () => {
    await using store = await openStoreCloud();
    const bytes = randomBytes(9 * MEBIBYTE);
    store.cloud.faults.add({ service: 's3', operation: 'UploadPart', kind: 'throttle', times: 1 });
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await upload.write(bytes);
    expect((await upload.complete()).sha256).toBe(sha256(bytes));
    expect(sha256(await store.cloud.s3.read(BUCKET, KEY))).toBe(sha256(bytes));
  });

  test('completion whose answer was lost is found done, once', async () => {
    await using store = await openStoreCloud();
    store.cloud.faults.add({ service: 's3', operation: 'CompleteMultipartUpload', kind: 'loseAnswer', times: 1 });
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await upload.write(Buffer.from('NSB'));
    const { versionId } = await upload.complete();
    expect(store.cloud.s3.versionsOf(BUCKET, KEY).map((one) => one.versionId)).toEqual([versionId]);
    await upload.abort();
    expect(store.cloud.s3.keys(BUCKET)).toEqual([KEY]);
  });

  test('never takes the place of an object that is there', async () => {
    await using store = await openStoreCloud();
    await store.cloud.s3.put(BUCKET, KEY, 'earlier');
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await upload.write(Buffer.from('later'));
    await expect(upload.complete()).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await upload.abort();
    expect(`${await store.cloud.s3.read(BUCKET, KEY)}`).toBe('earlier');
    expect(uploadsLeft(store)).toBe(0);
  });

  test('without a byte it is refused', async () => {
    await using store = await openStoreCloud();
    const upload = await s3CaptureWriter(store.s3(), BUCKETS, machine.random).begin(KEY);
    await expect(upload.complete()).rejects.toMatchObject({ name: 'CaptureEmpty' });
    await upload.abort();
    expect(uploadsLeft(store)).toBe(0);
  });

  test('in a bucket without versions it is refused, since no manifest could name it', async () => {
    await using store = await openStoreCloud();
    store.cloud.s3.createBucket({ name: 'plain' });
    const upload = await s3CaptureWriter(store.s3(), { ...BUCKETS, vault: 'plain' }, machine.random).begin(KEY);
    await upload.write(Buffer.from('NSB'));
    await expect(upload.complete()).rejects.toMatchObject({ name: 'VaultUnfit' });
  });
});

describe('a manifest', () => {
  const manifest = manifestOf('2026-11-01T01:00:00Z');
  const manifestKey = KEY.replace('.nsb', '.json');

  test('is written beside the bytes', async () => {
    await using store = await openStoreCloud();
    await s3CaptureWriter(store.s3(), BUCKETS, machine.random).writeManifest(manifest);
    expect(JSON.parse(`${await store.cloud.s3.read(BUCKET, manifestKey)}`)).toEqual(manifest);
  });

  test('is entered first where nobody else may write, with the hash of its own text', async () => {
    await using store = await openStoreCloud();
    await s3CaptureWriter(store.s3(), BUCKETS, machine.random).writeManifest(manifest);
    const [entry = '', ...more] = store.cloud.s3.keys(RECORD);
    expect([entry.slice(0, entry.indexOf('Z-')), more]).toEqual(['captures/support/20261101T010000', []]);
    const text = `${await store.cloud.s3.read(BUCKET, manifestKey)}`;
    const { key, versionId, sha256: hash } = manifest;
    expect(JSON.parse(`${await store.cloud.s3.read(RECORD, entry)}`)).toMatchObject({
      ...{ key, versionId, sha256: hash },
      manifestSha256: sha256(Buffer.from(text)),
    });
    const order = store.cloud.calls
      .filter(({ operation }) => operation === 'PutObject')
      .map(({ resource }) => String(resource));
    expect(order.map((resource) => resource.includes('captures/'))).toEqual([true, false]);
  });

  test('is never replaced by another', async () => {
    await using store = await openStoreCloud();
    const captureWriter = s3CaptureWriter(store.s3(), BUCKETS, machine.random);
    await captureWriter.writeManifest(manifest);
    const other = { ...manifest, epoch: 4 };
    await expect(captureWriter.writeManifest(other)).rejects.toMatchObject({ name: 'ManifestExists' });
    expect(store.cloud.s3.versionsOf(BUCKET, manifestKey)).toHaveLength(1);
  });

  test('whose answer was lost counts as written', async () => {
    await using store = await openStoreCloud();
    store.cloud.faults.add({ service: 's3', operation: 'PutObject', kind: 'loseAnswer', times: 1 });
    await s3CaptureWriter(store.s3(), BUCKETS, machine.random).writeManifest(manifest);
    expect(store.cloud.s3.versionsOf(BUCKET, manifestKey)).toHaveLength(1);
  });
});
