// Listing, proving and lending out what lies in the vault, on the emulated S3.
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { s3CaptureWriter } from '../../functions/store/vault/capture/s3-capture-writer.ts';
import { s3Backups } from '../../functions/store/vault/s3-backups.ts';
import type { Backups } from '../../functions/store/vault/vault.ts';
import { machine } from '../doubles/machine.ts';
import { manifestOf } from './manifests.ts';
import { BUCKET, BUCKETS, openStoreCloud, RECORD, type StoreCloud } from './store-cloud.ts';

const hour = (number: number): string => new Date(Date.UTC(2026, 10, 1, number)).toISOString();

/** The cloud's clock is behind none of the captures below. */
const AHEAD = { aheadMs: Math.max(0, Date.UTC(2026, 11, 1) - Date.now()) };

const manifestKeyOf = (capturedAt: string): string => manifestOf(capturedAt).key.replace('.nsb', '.json');

const putManifests = async (store: StoreCloud, hours: readonly number[]): Promise<void> => {
  const captureWriter = s3CaptureWriter(store.s3(), BUCKETS, machine.random);
  for (const number of hours) await captureWriter.writeManifest(manifestOf(hour(number)));
};

const storeBackup = async (store: StoreCloud, bytes: Buffer) => {
  const manifest = manifestOf(hour(1), bytes);
  const { versionId } = await store.cloud.s3.put(BUCKET, manifest.key, bytes);
  return { ...manifest, versionId };
};

/** All of the pair's backups, each opened. */
const readAll = async (backups: Backups, pair = 'support') => {
  const manifests: BackupManifest[] = [];
  const unreadable: string[] = [];
  const missing: string[] = [];
  for await (const listed of backups.listed(pair)) {
    const reading = await backups.read(pair, listed);
    if ('manifest' in reading) manifests.push(reading.manifest);
    if ('unreadable' in reading) unreadable.push(reading.unreadable);
    if ('missing' in reading) missing.push(reading.missing);
  }
  return { manifests, unreadable, missing };
};
const gets = (store: StoreCloud): number => store.cloud.calls.filter((call) => call.operation === 'GetObject').length;
const hoursOf = ({ manifests }: { readonly manifests: readonly BackupManifest[] }) =>
  manifests.map((one) => one.capturedAt);

describe('the list of backups', () => {
  test('is newest first, over days, in whatever order they were written', async () => {
    await using store = await openStoreCloud(AHEAD);
    await putManifests(store, [30, 1, 55, 2, 31]);
    const found = await readAll(s3Backups(store.s3(), BUCKETS));
    expect(hoursOf(found)).toEqual([55, 31, 30, 2, 1].map(hour));
    expect(found.unreadable).toEqual([]);
  });

  test('is empty for a pair without any', async () => {
    await using store = await openStoreCloud(AHEAD);
    expect(await readAll(s3Backups(store.s3(), BUCKETS))).toEqual({ manifests: [], unreadable: [], missing: [] });
  });

  test('leaves out what has no manifest, and the backups of a pair whose name begins alike', async () => {
    await using store = await openStoreCloud(AHEAD);
    await putManifests(store, [1, 2]);
    await s3CaptureWriter(store.s3(), BUCKETS, machine.random).writeManifest({
      ...manifestOf(hour(3)),
      pair: 'support-2',
      key: manifestOf(hour(3)).key.replace('support', 'support-2'),
    });
    for (const { versionId } of store.cloud.s3.versionsOf(BUCKET, manifestKeyOf(hour(2))))
      await store
        .s3()
        .send(new DeleteObjectCommand({ Bucket: BUCKET, Key: manifestKeyOf(hour(2)), VersionId: versionId }));
    const found = await readAll(s3Backups(store.s3(), BUCKETS));
    expect(hoursOf(found)).toEqual([hour(1)]);
    expect(found.missing).toHaveLength(1);
    expect(found.unreadable).toEqual([]);
  });

  test('goes as far back as one reads on, and tells what a backup is without opening it', async () => {
    await using store = await openStoreCloud(AHEAD);
    const captureWriter = s3CaptureWriter(store.s3(), BUCKETS, machine.random);
    await captureWriter.writeManifest({ ...manifestOf(hour(0)), version: '24.3.1' });
    for (let number = 1; number < 120; number += 1)
      await captureWriter.writeManifest({
        ...manifestOf(hour(number)),
        ...(number % 2 && { suspect: 'it has shrunk' }),
      });
    const before = gets(store);
    const backups = s3Backups(store.s3(), BUCKETS);
    const found: string[] = [];
    for await (const listed of backups.listed('support')) {
      if (!listed.madeBy({ product: 'RS', version: '24.3.1' })) continue;
      const reading = await backups.read('support', listed);
      found.push('manifest' in reading ? reading.manifest.capturedAt : 'unreadable');
    }
    expect(found).toEqual([hour(0)]);
    expect(gets(store) - before).toBe(2);
    let suspects = 0;
    for await (const { isSuspect } of backups.listed('support')) suspects += Number(isSuspect);
    expect(suspects).toBe(60);
  });

  test('opens each backup once in a warm function, notices new ones and such that are gone, and does so for each pair by itself', async () => {
    await using store = await openStoreCloud(AHEAD);
    await putManifests(store, [1, 2]);
    const other = { ...manifestOf(hour(5)), pair: 'sales', key: manifestOf(hour(5)).key.replace('support', 'sales') };
    await s3CaptureWriter(store.s3(), BUCKETS, machine.random).writeManifest(other);
    const backups = s3Backups(store.s3(), BUCKETS);
    await readAll(backups);
    await readAll(backups, 'sales');
    const readBefore = gets(store);
    await putManifests(store, [3]);
    expect(hoursOf(await readAll(backups))).toEqual([hour(3), hour(2), hour(1)]);
    expect(hoursOf(await readAll(backups, 'sales'))).toEqual([hour(5)]);
    expect(gets(store) - readBefore).toBe(2);
  });
});

describe('what others put there', () => {
  const key = manifestKeyOf(hour(2));
  const two = async (store: StoreCloud) => {
    await putManifests(store, [1, 2]);
    return s3Backups(store.s3(), BUCKETS);
  };

  test('a manifest that no capture entered is no backup, whatever it says; it is named', async () => {
    await using store = await openStoreCloud(AHEAD);
    const backups = await two(store);
    const forged = { ...manifestOf('2099-01-01T00:00:00.000Z'), appliance: 'dublin' };
    await store.cloud.s3.put(BUCKET, forged.key.replace('.nsb', '.json'), JSON.stringify(forged));
    await store.cloud.s3.put(BUCKET, 'backups/support/odd.json', '{}');
    expect(hoursOf(await readAll(backups))).toEqual([hour(2), hour(1)]);
    expect(await backups.strays('support', 5)).toEqual([forged.backupId]);
  });

  test('a second version of a manifest, or a delete marker over it, changes nothing', async () => {
    await using store = await openStoreCloud(AHEAD);
    const backups = await two(store);
    await store.cloud.s3.put(BUCKET, key, JSON.stringify({ ...manifestOf(hour(2)), sha256: '0'.repeat(64), bytes: 7 }));
    expect(await readAll(backups)).toMatchObject({
      manifests: [manifestOf(hour(2)), manifestOf(hour(1))],
      unreadable: [],
    });
    await store.s3().send(new DeleteObjectCommand({ Bucket: BUCKET, Key: key }));
    expect(hoursOf(await readAll(s3Backups(store.s3(), BUCKETS)))).toEqual([hour(2), hour(1)]);
  });

  test('however many versions and delete markers cover it', async () => {
    await using store = await openStoreCloud(AHEAD);
    const backups = await two(store);
    for (let number = 0; number < 30; number += 1) {
      await store.cloud.s3.put(BUCKET, key, JSON.stringify({ ...manifestOf(hour(2)), bytes: number + 1 }));
      await store.s3().send(new DeleteObjectCommand({ Bucket: BUCKET, Key: key }));
    }
    const before = gets(store);
    expect(hoursOf(await readAll(backups))).toEqual([hour(2), hour(1)]);
    expect(gets(store) - before).toBeLessThan(10);
  });

  test('an entry that says something else than the manifest keeps out that backup and no other', async () => {
    await using store = await openStoreCloud(AHEAD);
    const backups = await two(store);
    const [entry = ''] = store.cloud.s3.keys(RECORD, `captures/support/${manifestOf(hour(2)).backupId}`);
    const right = JSON.parse(`${await store.cloud.s3.read(RECORD, entry)}`) as Record<string, unknown>;
    for (const wrong of [
      '{',
      '{}',
      JSON.stringify({ ...right, versionId: 'v2' }),
      JSON.stringify({ ...right, backupId: 'x' }),
    ]) {
      await store.cloud.s3.put(RECORD, entry, wrong);
      const { manifests, unreadable } = await readAll(backups);
      expect(manifests.map((one) => one.capturedAt)).toEqual([hour(1)]);
      expect(unreadable).toEqual([expect.stringContaining(manifestOf(hour(2)).backupId)]);
    }
  });

  test('an entry under a key with other facts keeps out that backup: a suspect one does not become good', async () => {
    await using store = await openStoreCloud(AHEAD);
    await putManifests(store, [1]);
    const suspect = { ...manifestOf(hour(2)), suspect: 'shrunken' };
    await s3CaptureWriter(store.s3(), BUCKETS, machine.random).writeManifest(suspect);
    const [entry = ''] = store.cloud.s3.keys(RECORD, `captures/support/${suspect.backupId}`);
    await store.cloud.s3.put(
      RECORD,
      entry.replace('.suspect.', '.good.'),
      `${await store.cloud.s3.read(RECORD, entry)}`,
    );
    const found = await readAll(s3Backups(store.s3(), BUCKETS));
    expect(found.unreadable).toEqual([expect.stringMatching(/its capture entry has other facts than its manifest/)]);
  });

  test.each<readonly [string, (manifest: BackupManifest) => BackupManifest, RegExp]>([
    [
      'is dated after it was written',
      (one) => ({ ...one, ...manifestOf('2099-01-01T00:00:00.000Z') }),
      /captured at 2099.*written at/,
    ],
    ['has another time than its id', (one) => ({ ...one, capturedAt: hour(9) }), /its id and its time differ/],
    ['names the bytes of another', (one) => ({ ...one, key: manifestOf(hour(1)).key }), /names the bytes of another/],
    ['has a hash that is none', (one) => ({ ...one, sha256: 'none' }), /sha256: 64 hex/],
  ])('a manifest that %s is unreadable even where it was entered', async (_what, change, message) => {
    await using store = await openStoreCloud(AHEAD);
    await putManifests(store, [1]);
    await s3CaptureWriter(store.s3(), BUCKETS, machine.random).writeManifest(change(manifestOf(hour(2))));
    const found = await readAll(s3Backups(store.s3(), BUCKETS));
    expect(hoursOf(found)).toEqual([hour(1)]);
    expect(found.unreadable).toEqual([expect.stringMatching(message)]);
  });
});

describe('the proof of a backup', () => {
  test('holds for the bytes of the manifest', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.alloc(300_000, 7));
    expect(await s3Backups(store.s3(), BUCKETS).prove(manifest)).toMatchObject({ intact: true });
  });

  test('fails where one byte is another', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.alloc(300_000, 7));
    await store.cloud.s3.corrupt(BUCKET, manifest.key);
    const { intact, reason } = await s3Backups(store.s3(), BUCKETS).prove(manifest);
    expect({ intact, reason }).toEqual({
      intact: false,
      reason: expect.stringContaining(`expected SHA-256 ${manifest.sha256}`),
    });
  });

  test("fails, too, where the byte breaks S3's own checksum", async () => {
    await using store = await openStoreCloud();
    const captureWriter = s3CaptureWriter(store.s3(), BUCKETS, machine.random);
    const manifest = manifestOf(hour(1));
    const upload = await captureWriter.begin(manifest.key);
    await upload.write(Buffer.alloc(200_000, 1));
    const done = await upload.complete();
    await store.cloud.s3.corrupt(BUCKET, manifest.key);
    expect(await s3Backups(store.s3(), BUCKETS).prove({ ...manifest, ...done })).toMatchObject({ intact: false });
  });

  test('fails where bytes are missing', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('NSB and more'));
    const { reason } = await s3Backups(store.s3(), BUCKETS).prove({ ...manifest, bytes: 13 });
    expect(reason).toBe('expected 13 bytes, found 12');
  });

  test('is of exactly the version of the manifest, whatever lies above it', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('the good one'));
    await store.cloud.s3.put(BUCKET, manifest.key, 'another one ');
    expect(await s3Backups(store.s3(), BUCKETS).prove(manifest)).toMatchObject({ intact: true });
  });

  test('fails where the version is gone', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('NSB'));
    const { intact, reason } = await s3Backups(store.s3(), BUCKETS).prove({ ...manifest, versionId: 'f'.repeat(32) });
    expect({ intact, reason }).toEqual({ intact: false, reason: expect.stringContaining('is gone') });
  });

  test('is not given, either way, where we may not read', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('NSB'));
    store.cloud.faults.add({ service: 's3', operation: 'GetObject', kind: 'error', code: 'AccessDenied', status: 403 });
    await expect(s3Backups(store.s3(), BUCKETS).prove(manifest)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('the URL of a backup', () => {
  test('gives exactly the version of the manifest to somebody without credentials', async () => {
    await using store = await openStoreCloud();
    const manifest = await storeBackup(store, Buffer.from('the good one'));
    await store.cloud.s3.put(BUCKET, manifest.key, 'another one');
    const url = await s3Backups(store.s3(), BUCKETS).presign(manifest, 600);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('600');
    const answer = await fetch(url);
    expect(await answer.text()).toBe('the good one');
  });
});
