// Proofs on the emulated S3: written once, and the first stays.
import { s3Proofs } from '../../functions/store/vault/s3-proofs.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

const KEY = 'proofs/support/20261122T200000Z-a1b2c3d4.json';
const PROOF = {
  backupId: '20261122T200000Z-a1b2c3d4',
  sha256: 'a'.repeat(64),
  at: '2026-11-22T20:16:00.000Z',
  appliance: 'dublin',
  recoveryId: '20261122T201503Z-9f8e7d6c',
  how: ['the appliance went down and came back'],
};

test('lies under its pair and its backup, and says how it was proven', async () => {
  await using store = await openStoreCloud();
  await s3Proofs(store.s3(), BUCKET).write('support', PROOF);
  expect(store.cloud.s3.keys(BUCKET)).toEqual([KEY]);
  expect(JSON.parse(`${await store.cloud.s3.read(BUCKET, KEY)}`)).toEqual({ pair: 'support', ...PROOF });
});

test('a backup that is proven again keeps its first proof', async () => {
  await using store = await openStoreCloud();
  const proofs = s3Proofs(store.s3(), BUCKET);
  await proofs.write('support', PROOF);
  await proofs.write('support', { ...PROOF, at: '2026-12-01T00:00:00.000Z' });
  expect(JSON.parse(`${await store.cloud.s3.read(BUCKET, KEY)}`)).toMatchObject({ at: PROOF.at });
  expect(store.cloud.s3.versionsOf(BUCKET, KEY)).toHaveLength(1);
});

test('a vault that does not take it is told', async () => {
  await using store = await openStoreCloud();
  await expect(s3Proofs(store.s3(), 'elsewhere').write('support', PROOF)).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
});
