// What a capture records about its account, and about how much the appliance held then.
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { LONDON } from '../appliance/appliances.ts';
import { captureStage } from './capture-stage.ts';

const TOTALS = { user: 42, 'group-policy': 3, 'jump-group': 9, jumpoint: 2, 'vault/account': 7 };
const FALLEN = { ...TOTALS, user: 20 };
const earlier = (backupId: string, more: Partial<BackupManifest>) =>
  ({ backupId, bytes: 50_000, ...more }) as BackupManifest;

describe('the manifest', () => {
  test('names the version of the secret and what the appliance held', async () => {
    await using it = await captureStage({ totals: TOTALS });
    await it.run();
    expect(it.manifests).toMatchObject([{ secretVersionId: 'v1', fingerprint: TOTALS }]);
  });

  test('omits what the account may not read', async () => {
    await using it = await captureStage({ totals: TOTALS, account: { permissions: { configuration: false } } });
    it.known.manifests = [earlier('y', { fingerprint: TOTALS })];
    await it.run();
    expect(it.manifests[0]).not.toHaveProperty('fingerprint');
    expect(it.manifests[0]).not.toHaveProperty('suspect');
  });
});

describe('a fallen total', () => {
  test('makes the capture suspect, though it has all its bytes', async () => {
    await using it = await captureStage({ totals: FALLEN });
    it.known.manifests = [earlier('y', { fingerprint: TOTALS })];
    await expect(it.run()).resolves.toMatchObject({ suspect: 'fallen totals: user: 20, was 42' });
    expect(it.manifests).toMatchObject([{ suspect: expect.stringContaining('user'), fingerprint: FALLEN }]);
  });

  test('is compared with the last good capture that knew its totals', async () => {
    await using it = await captureStage({ totals: FALLEN });
    it.known.manifests = [
      earlier('z', { fingerprint: FALLEN, suspect: 'fallen' }),
      earlier('y', {}),
      earlier('x', { fingerprint: TOTALS }),
    ];
    await it.run();
    expect(it.manifests[0]?.suspect).toContain('was 42');
  });
});

describe('a primary that was restored', () => {
  const restored = { secretVersionOf: { london: 'v1' } };

  test('is captured with the version of the secret that it knows, and the record does not change', async () => {
    await using it = await captureStage();
    it.change(restored);
    it.london.secrets.set('twinbox/london', { value: { ...LONDON, clientSecret: 'new' }, version: 'v2' });
    it.london.oldVersions.set('v1', LONDON);
    await expect(it.run()).resolves.toMatchObject({ secretVersionId: 'v1' });
    expect(it.record()).toMatchObject(restored);
  });

  test('is captured with the current version once it accepts that one, and the record says so', async () => {
    await using it = await captureStage();
    it.change(restored);
    it.london.secrets.set('twinbox/london', { value: { ...LONDON, clientSecret: 'new' }, version: 'v2' });
    it.london.oldVersions.set('v1', LONDON);
    it.london.appliance.changeSecret('new');
    await expect(it.run()).resolves.toMatchObject({ secretVersionId: 'v2' });
    expect(it.record()).toMatchObject({ credentialsOf: { london: 'london' }, secretVersionOf: { london: 'v2' } });
  });

  test('is captured even if the record cannot be written', async () => {
    await using it = await captureStage();
    it.change({ secretVersionOf: { london: 'v0' } });
    it.broken.record = true;
    await expect(it.run()).resolves.toMatchObject({ captured: expect.any(String) });
    expect(it.said).toEqual([expect.stringContaining('could not be updated with the secret version')]);
  });
});

test('a primary that was never restored does not change the record', async () => {
  await using it = await captureStage();
  it.broken.record = true;
  await it.run();
  expect(it.said).toEqual([]);
  expect(it.record()).not.toHaveProperty('secretVersionOf');
});
