// An emulated AWS with one versioned bucket, and real SDK clients of it, for the tests of the store.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { type Cloud, type Keys, startCloud, WORLD_KEYS } from '../../packages/local-cloud/aws/cloud.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';

export const BUCKET = 'vault';
export const RECORD = 'record';
export const BUCKETS = { vault: BUCKET, record: RECORD };

export interface StoreCloud extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: Keys;
  };
  /** A client of its own, as each function has. */
  s3(): S3Client;
}

/** How far the cloud's clock is ahead of this machine's; `skew` may be changed later. */
export interface StoreClock {
  readonly aheadMs?: number;
  readonly skew?: { readonly ms: number };
}

export const openStoreCloud = async ({ aheadMs = 0, skew = { ms: 0 } }: StoreClock = {}): Promise<StoreCloud> => {
  const bodiesDirectory = await mkdtemp(join(tmpdir(), 'twinbox-store-'));
  const machine = scaledClock(1);
  const clock = { ...machine, nowMs: () => machine.nowMs() + aheadMs + skew.ms };
  const cloud = await startCloud({ clock, region: 'eu-west-1', accountId: '123456789012', bodiesDirectory });
  cloud.s3.createBucket({ name: BUCKET, versioned: true });
  cloud.s3.createBucket({ name: RECORD, versioned: true });
  const client = { endpoint: cloud.url, region: 'eu-west-1', credentials: WORLD_KEYS };
  const clients: S3Client[] = [];
  return {
    cloud,
    client,
    s3: () => {
      const s3 = new S3Client({ ...client, maxAttempts: 3, forcePathStyle: true });
      clients.push(s3);
      return s3;
    },
    [Symbol.asyncDispose]: async () => {
      cloud.faults.clear();
      for (const s3 of clients) s3.destroy();
      await cloud[Symbol.asyncDispose]();
      await rm(bodiesDirectory, { recursive: true, force: true });
    },
  };
};
