// Backups on the emulated S3 and in memory, by the same contract.
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { s3CaptureWriter } from '../../functions/store/vault/capture/s3-capture-writer.ts';
import { s3Backups } from '../../functions/store/vault/s3-backups.ts';
import { inMemoryBackups } from '../doubles/in-memory-store.ts';
import { machine } from '../doubles/machine.ts';
import { backupsContract } from './backups.contract.ts';
import { BUCKET, BUCKETS, openStoreCloud, RECORD } from './store-cloud.ts';

/** The cloud's clock is behind none of the captures. */
const AHEAD = { aheadMs: Math.max(0, Date.UTC(2026, 11, 1) - Date.now()) };

backupsContract('S3', async () => {
  const store = await openStoreCloud(AHEAD);
  const s3 = store.s3();
  return {
    backups: s3Backups(s3, BUCKETS),
    capture: async (manifest, bytes) => {
      const { versionId } = await store.cloud.s3.put(BUCKET, manifest.key, bytes);
      const written = { ...manifest, versionId };
      await s3CaptureWriter(s3, BUCKETS, machine.random).writeManifest(written);
      return written;
    },
    remove: async ({ entry }) => void (await s3.send(new DeleteObjectCommand({ Bucket: RECORD, Key: entry }))),
    damaged: (manifest) => ({ ...manifest, sha256: 'b'.repeat(64) }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
});
backupsContract('the double', async () => {
  const backups = inMemoryBackups();
  return {
    backups,
    capture: async (manifest) => {
      backups.manifests.push(manifest);
      return manifest;
    },
    remove: async ({ backupId }) => {
      const index = backups.manifests.findIndex((one) => one.backupId === backupId);
      backups.manifests.splice(index, 1);
    },
    damaged: (manifest) => {
      backups.damaged.add(manifest.backupId);
      return manifest;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
});
