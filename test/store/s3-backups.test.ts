// Listing, proving and lending out what lies in the vault, on the emulated S3.
import { s3Backups } from '../../functions/store/s3-backups.ts';
import { s3CaptureShelf } from '../../functions/store/s3-capture-shelf.ts';
import { manifestOf } from './manifests.ts';
import { BUCKET, openStoreCloud, type StoreCloud } from './store-cloud.ts';

const hour = (number: number): string => new Date(Date.UTC(2026, 10, 1, number)).toISOString();

const putManifests = async (store: StoreCloud, hours: readonly number[]): Promise<void> => {
  const shelf = s3CaptureShelf(store.s3(), BUCKET);
  for (const number of hours) await shelf.writeManifest(manifestOf(hour(number)));
};

const storeBackup = async (store: StoreCloud, bytes: Buffer) => {
  const manifest = manifestOf(hour(1), bytes);
  const { versionId } = await store.cloud.s3.put(BUCKET, manifest.key, bytes);
  return { ...manifest, versionId };
};

describe('the list of backups', () => {
  test('is newest first, over days, in whatever order they were written', async () => {
    await using store = await openStoreCloud();
    await putManifests(store, [30, 1, 55, 2, 31]);
    const { manifests, unreadable } = await s3Backups(store.s3(), BUCKET).list('support');
    expect(manifests.map((one) => one.capturedAt)).toEqual([55, 31, 30, 2, 1].map(hour));
    expect(unreadable).toEqual([]);
  });

  test('is empty for a pair without any', async () => {
    await using store = await openStoreCloud();
    expect(await s3Backups(store.s3(), BUCKET).list('support')).toEqual({ manifests: [], unreadable: [] });
  });

  test('leaves out what has no manifest, and the backups of a pair whose name begins alike', async () => {
    await using store = await openStoreCloud();
    await putManifests(store, [1]);
    await store.cloud.s3.put(BUCKET, 'backups/support/20261101T020000Z-x.nsb', 'NSB');
    await store.cloud.s3.put(BUCKET, 'backups/support-2/20261101T030000Z-x.json', '{}');
    const { manifests, unreadable } = await s3Backups(store.s3(), BUCKET).list('support');
    expect(manifests.map((one) => one.capturedAt)).toEqual([hour(1)]);
    expect(unreadable).toEqual([]);
  });

  test('goes no further back than fifty', async () => {
    await using store = await openStoreCloud();
    await putManifests(
      store,
      Array.from({ length: 53 }, (_, index) => index),
    );
    const { manifests } = await s3Backups(store.s3(), BUCKET).list('support');
    expect(manifests.map((one) => one.capturedAt)).toEqual(Array.from({ length: 50 }, (_, index) => hour(52 - index)));
  });

  test('names manifests that cannot be read, and gives the others', async () => {
    await using store = await openStoreCloud();
    await putManifests(store, [1, 2]);
    const foreign = { ...manifestOf(hour(3)), key: 'backups/other/20261101T030000Z-a1b2c3.nsb' };
    await store.cloud.s3.put(BUCKET, 'backups/support/20261101T030000Z-a1b2c3.json', JSON.stringify(foreign));
    await store.cloud.s3.put(BUCKET, 'backups/support/20261101T040000Z-a1b2c3.json', '{"backupId": ');
    await store.cloud.s3.put(BUCKET, 'backups/support/20261101T050000Z-a1b2c3.json', '{"backupId": "x"}');
    const { manifests, unreadable } = await s3Backups(store.s3(), BUCKET).list('support');
    expect(manifests.map((one) => one.capturedAt)).toEqual([hour(2), hour(1)]);
    expect(unreadable).toEqual([
      expect.stringMatching(/T050000Z.*sha256/),
      expect.stringMatching(/T040000Z.*no JSON/),
      expect.stringMatching(/T030000Z.*backups\/other/),
    ]);
  });

  test('reads each manifest once in a warm function, and notices new ones and such that are gone', async () => {
    await using store = await openStoreCloud();
    await putManifests(store, [1, 2]);
    const s3 = store.s3();
    const backups = s3Backups(s3, BUCKET);
    await backups.list('support');
    const readBefore = store.cloud.calls.filter((call) => call.operation === 'GetObject').length;
    await putManifests(store, [3]);
    const { manifests } = await backups.list('support');
    expect(manifests.map((one) => one.capturedAt)).toEqual([hour(3), hour(2), hour(1)]);
    expect(store.cloud.calls.filter((call) => call.operation === 'GetObject')).toHaveLength(readBefore + 1);
  });
});

describe('the proof of a backup', () => {
  test('holds for the bytes of the manifest', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.alloc(300_000, 7));
    expect(await s3Backups(store.s3(), BUCKET).prove(manifest)).toMatchObject({ intact: true });
  });

  test('fails where one byte is another', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.alloc(300_000, 7));
    await store.cloud.s3.corrupt(BUCKET, manifest.key);
    const { intact, because } = await s3Backups(store.s3(), BUCKET).prove(manifest);
    expect({ intact, because }).toEqual({ intact: false, because: expect.stringContaining(`instead of ${manifest.sha256}`) });
  });

  test("fails, too, where the byte breaks S3's own checksum", async () => {
    await using store = await openStoreCloud();
    const shelf = s3CaptureShelf(store.s3(), BUCKET);
    const manifest = manifestOf(hour(1));
    const upload = await shelf.begin(manifest.key);
    await upload.write(Buffer.alloc(200_000, 1));
    const done = await upload.complete();
    await store.cloud.s3.corrupt(BUCKET, manifest.key);
    expect(await s3Backups(store.s3(), BUCKET).prove({ ...manifest, ...done })).toMatchObject({ intact: false });
  });

  test('fails where bytes are missing', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('NSB and more'));
    const { because } = await s3Backups(store.s3(), BUCKET).prove({ ...manifest, bytes: 13 });
    expect(because).toBe('12 bytes instead of 13');
  });

  test('is of exactly the version of the manifest, whatever lies above it', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('the good one'));
    await store.cloud.s3.put(BUCKET, manifest.key, 'another one ');
    expect(await s3Backups(store.s3(), BUCKET).prove(manifest)).toMatchObject({ intact: true });
  });

  test('fails where the version is gone', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('NSB'));
    const { intact, because } = await s3Backups(store.s3(), BUCKET).prove({ ...manifest, versionId: 'f'.repeat(32) });
    expect({ intact, because }).toEqual({ intact: false, because: expect.stringContaining('is gone') });
  });

  test('is not given, either way, where we may not read', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('NSB'));
    store.cloud.faults.add({ service: 's3', operation: 'GetObject', kind: 'error', code: 'AccessDenied', status: 403 });
    await expect(s3Backups(store.s3(), BUCKET).prove(manifest)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('the URL of a backup', () => {
  test('gives exactly the version of the manifest to somebody without credentials', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('the good one'));
    await store.cloud.s3.put(BUCKET, manifest.key, 'another one');
    const url = await s3Backups(store.s3(), BUCKET).presign(manifest, 600);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('600');
    const answer = await fetch(url);
    expect(await answer.text()).toBe('the good one');
  });
});
