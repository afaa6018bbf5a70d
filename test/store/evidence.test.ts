// Proofs and reports on the emulated S3 and in memory, by the same contract.
import { s3Proofs } from '../../functions/store/vault/s3-proofs.ts';
import { s3Reports } from '../../functions/store/vault/s3-reports.ts';
import { inMemoryProofs, inMemoryReports } from '../doubles/in-memory-store.ts';
import { evidenceContract } from './evidence.contract.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

evidenceContract('S3', async () => {
  const store = await openStoreCloud();
  return {
    proofs: s3Proofs(store.s3(), BUCKET),
    reports: s3Reports(store.s3(), BUCKET),
    keys: () => [...store.cloud.s3.keys(BUCKET)].toSorted(),
    read: async (key) => {
      const text = `${await store.cloud.s3.read(BUCKET, key)}`;
      return key.endsWith('.html') ? text : JSON.parse(text);
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
});
evidenceContract('the double', async () => {
  const [proofs, reports] = [inMemoryProofs(), inMemoryReports()];
  const all = () => new Map<string, unknown>([...proofs.proofs, ...reports.reports, ...reports.pages]);
  return {
    proofs,
    reports,
    keys: () => [...all().keys()].toSorted(),
    read: async (key) => all().get(key),
    [Symbol.asyncDispose]: async () => undefined,
  };
});
