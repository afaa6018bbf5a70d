// Pruning on the emulated S3 with Object Lock and an advanced clock: removed backups are gone in every version, locked
// ones stay, and no failure reaches the read-back.
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { type PruneTools, pruneAfter, pruneBackups } from '../../functions/steps/capture/prune-backups.ts';
import { s3CaptureWriter } from '../../functions/store/vault/capture/s3-capture-writer.ts';
import { s3BackupRemoval } from '../../functions/store/vault/s3-backup-removal.ts';
import { s3Backups } from '../../functions/store/vault/s3-backups.ts';
import { pairOf } from '../appliance/pair.ts';
import { clockShowing, machine } from '../doubles/machine.ts';
import { manifestOf } from '../store/manifests.ts';
import { openStoreCloud, RECORD } from '../store/store-cloud.ts';

const VAULT = 'locked-vault';
const DAY_MS = 86_400_000;

const stage = async () => {
  const skew = { ms: 0 };
  const store = await openStoreCloud({ skew });
  const { s3, faults } = store.cloud;
  const startMs = Date.now();
  s3.createBucket({ name: VAULT, objectLock: true, defaultRetention: { mode: 'GOVERNANCE', days: 90 } });
  const said: string[] = [];
  const client = store.s3();
  const buckets = { vault: VAULT, record: RECORD };
  const captureWriter = s3CaptureWriter(client, buckets, machine.random);
  const settings = pairOf();
  const tools: PruneTools = {
    backups: s3Backups(client, buckets),
    removal: s3BackupRemoval(client, buckets),
    clock: clockShowing(() => startMs + skew.ms),
    say: (sentence, caught) => void said.push(`${sentence}${caught instanceof Error ? `: ${caught.name}` : ''}`),
  };
  /** Advances the clock to that day after the start. */
  const go = (days: number): void => {
    skew.ms = days * DAY_MS;
  };
  return {
    s3,
    faults,
    said,
    go,
    /** A capture of that day with its objects; with its bytes only if requested. */
    capture: async (days: number, more: Partial<BackupManifest> = {}): Promise<string> => {
      go(days);
      const manifest = manifestOf(new Date(startMs + days * DAY_MS).toISOString());
      const { versionId } = await s3.put(VAULT, manifest.key, 'NSB');
      await captureWriter.writeManifest({ ...manifest, versionId, ...more });
      return manifest.backupId;
    },
    prove: (backupId: string) => s3.put(VAULT, `proofs/support/${backupId}.json`, '{}'),
    prune: (remainingMs = () => 600_000) => pruneBackups(tools, settings, remainingMs),
    /** As the read-back calls it. */
    pruneAfter: () => pruneAfter(tools)(settings, () => 600_000, {}),
    /** Ids with any object left, including markers. */
    lying: (): readonly string[] =>
      [
        ...new Set(
          [...s3.existingBucket(VAULT).objects.keys()]
            .filter((key) => key.startsWith('backups/'))
            .map((key) => key.replace(/^.*\/|\.\w+$/g, '')),
        ),
      ].sort(),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
};

/** Captures on so many consecutive days from that day on. */
const daily = async (
  it: Awaited<ReturnType<typeof stage>>,
  from: number,
  count: number,
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let day = from; day < from + count; day += 1) ids.push(await it.capture(day));
  return ids;
};

describe('after a good capture', () => {
  test('backups older than keepDays are gone in every version, manifest first; the newest ten stay', async () => {
    await using it = await stage();
    const first = await daily(it, 0, 3);
    const later = await daily(it, 93, 10);
    it.go(104);
    await it.prune();
    expect(it.lying()).toEqual([...later].sort());
    expect(it.said).toEqual([`removed backups older than 90 days from support: ${first.join(', ')}`]);
  });

  test('it makes only one listing while nothing is old', async () => {
    await using it = await stage();
    await daily(it, 0, 2);
    await it.prune();
    expect(it.lying()).toHaveLength(2);
    expect(it.said).toEqual([]);
  });

  test('a backup that is still locked stays complete, is logged, and is tried again next time', async () => {
    await using it = await stage();
    const [oldest = '', second = ''] = await daily(it, 0, 2);
    const later = await daily(it, 20, 10);
    const bucket = it.s3.existingBucket(VAULT);
    for (const version of [...bucket.objects.values()].flat().filter(({ key }) => key.includes(oldest))) {
      version.retention = { mode: 'GOVERNANCE', untilMs: Date.now() + 120 * DAY_MS };
    }
    it.go(95);
    await it.prune();
    expect(it.lying()).toEqual([oldest, second, ...later].sort());
    expect(it.said).toEqual([`${oldest} of support is still locked; the next read-back tries again`]);
    it.go(121);
    await it.prune();
    expect(it.lying()).toEqual([...later].sort());
  });

  test('the newest proven backup stays', async () => {
    await using it = await stage();
    const [one = '', two = '', three = ''] = await daily(it, 0, 3);
    const later = await daily(it, 20, 10);
    await it.prove(one);
    await it.prove(two);
    it.go(95);
    await it.prune();
    expect(it.lying().filter((id) => !later.includes(id))).toEqual([two]);
    expect(it.said.join()).toContain(three);
  });

  test('bytes without a manifest are removed too', async () => {
    await using it = await stage();
    const [half = ''] = await daily(it, 0, 1);
    it.s3.existingBucket(VAULT).objects.delete(`backups/support/${half}.json`);
    for (const key of it.s3.keys(RECORD, `captures/support/${half}`)) it.s3.existingBucket(RECORD).objects.delete(key);
    const later = await daily(it, 20, 1);
    it.go(95);
    await it.prune();
    expect(it.lying()).toEqual(later);
  });

  test('a manifest that no capture recorded stays, and is logged', async () => {
    await using it = await stage();
    const [odd = ''] = await daily(it, 0, 1);
    for (const key of it.s3.keys(RECORD, 'captures/')) it.s3.existingBucket(RECORD).objects.delete(key);
    const later = await daily(it, 20, 10);
    it.go(95);
    await it.prune();
    expect(it.lying()).toEqual([odd, ...later].sort());
    expect(it.said).toEqual([`1 old manifests of support are kept, because no capture recorded them: ${odd}`]);
  });

  test('the capture’s entry is removed with the backup', async () => {
    await using it = await stage();
    await daily(it, 0, 3);
    await daily(it, 93, 10);
    it.go(104);
    await it.prune();
    expect(it.s3.keys(RECORD, 'captures/support/')).toHaveLength(10);
    expect([...it.s3.existingBucket(RECORD).objects.keys()]).toHaveLength(10);
  });

  test('backups that must stay do not prevent the removal of others, however many there are', async () => {
    await using it = await stage();
    for (let hour = 0; hour < 210; hour += 1) await it.capture(hour / 24, { version: `24.${hour}` });
    const [old = ''] = await daily(it, 10, 1);
    await daily(it, 12, 12);
    it.go(120);
    await it.prune();
    expect(it.said.join()).toContain(old);
  });

  test('one run removes at most twenty, and the next continues', async () => {
    await using it = await stage();
    await daily(it, 0, 23);
    const later = await daily(it, 30, 10);
    it.go(125);
    await it.prune();
    expect(it.lying()).toHaveLength(13);
    await it.prune();
    expect(it.lying()).toEqual([...later].sort());
  });

  test('one hour continues until less than a full run is left', async () => {
    await using it = await stage();
    await daily(it, 0, 43);
    const later = await daily(it, 60, 10);
    it.go(155);
    await it.pruneAfter();
    expect(it.lying()).toEqual([...later].sort());
    expect(it.said.filter((sentence) => sentence.startsWith('removed'))).toHaveLength(3);
  });

  test('no removal begins that the function’s end could cut off', async () => {
    await using it = await stage();
    await daily(it, 0, 2);
    await daily(it, 20, 10);
    it.go(95);
    await it.prune(() => 4_000);
    expect(it.lying()).toHaveLength(12);
  });

  test('a store failure does no harm, and is logged', async () => {
    await using it = await stage();
    await daily(it, 0, 2);
    it.go(95);
    it.faults.add({ service: 's3', operation: 'ListObjectsV2', kind: 'error', code: 'AccessDenied', status: 403 });
    await expect(it.prune()).resolves.toBeUndefined();
    expect(it.said).toEqual(['old backups of support could not be removed: AccessDenied']);
  });

  test('the next run completes a removal that stopped between manifest and bytes', async () => {
    await using it = await stage();
    const [old = ''] = await daily(it, 0, 1);
    const later = await daily(it, 20, 10);
    it.go(95);
    const [manifest] = it.s3.versionsOf(VAULT, `backups/support/${old}.json`);
    expect(manifest).toBeDefined();
    const bytes = { service: 's3', operation: 'DeleteObject', resource: /\.nsb$/ } as const;
    it.faults.add({ ...bytes, kind: 'error', code: 'InternalError', status: 500 });
    await it.prune();
    expect(it.s3.keys(VAULT, `backups/support/${old}`)).toEqual([`backups/support/${old}.nsb`]);
    it.faults.clear();
    await it.prune();
    expect(it.lying()).toEqual([...later].sort());
  });
});
