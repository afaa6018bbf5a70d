// What lies in the vault, as the checker finds it: by keys, versions and hashes of the bytes on disk.
import { backupsOf, keysUnder, textOf } from '../../../lab/scenario/view/vault-view.ts';
import { at, fabricateWorld, hashOf } from './fabricated-world.ts';

test('backups come oldest first, each with the hash of the bytes that its manifest names', async () => {
  await using world = await fabricateWorld();
  world.now(60);
  const second = await world.backup('london', 'two');
  world.now(30);
  await world.backup('dublin', 'one', { suspect: 'shrunken' });
  await world.put(second.key, 'a later version of the bytes, which no manifest names');
  expect(await backupsOf(world.view())).toMatchObject([
    { appliance: 'dublin', capturedAtMs: at(30), manifestAtMs: at(30), suspect: true, actualSha256: hashOf('one') },
    { appliance: 'london', capturedAtMs: at(60), suspect: false, sha256: hashOf('two'), actualSha256: hashOf('two') },
  ]);
});

test('bytes without a manifest are no backup, and a manifest without bytes is one with no hash', async () => {
  await using world = await fabricateWorld();
  await world.put('backups/support/orphan.nsb', 'bytes');
  const { key } = await world.backup('london', 'gone');
  world.cloud.s3.existingBucket('everything').objects.delete(key);
  expect(await backupsOf(world.view())).toMatchObject([{ key, actualSha256: undefined }]);
});

test('keys are found in every bucket, and read as they lie there', async () => {
  await using world = await fabricateWorld();
  world.cloud.s3.createBucket({ name: 'another' });
  await world.cloud.s3.put('another', 'reports/a.json', 'text');
  await world.put('reports/b.json', 'more');
  const keys = keysUnder(world.view(), 'reports/');
  expect(keys).toEqual([
    { bucket: 'everything', key: 'reports/b.json' },
    { bucket: 'another', key: 'reports/a.json' },
  ]);
  expect(await Promise.all(keys.map((where) => textOf(world.view(), where)))).toEqual(['more', 'text']);
});
