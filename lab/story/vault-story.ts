// What really lies in the vault: found by its keys in whatever bucket holds them, hashed from the bytes on disk.
import { createHash } from 'node:crypto';
import type { WorldView } from './world-view.ts';

/** One backup as its manifest describes it, with the hash of the bytes as they lie there now. */
export interface LyingBackup {
  readonly manifestKey: string;
  readonly key: string;
  readonly versionId: string;
  readonly appliance: string;
  readonly sha256: string;
  readonly capturedAtMs: number;
  readonly suspect: boolean;
  readonly actualSha256: string;
}

/** Every key of every bucket under a prefix. */
export const keysUnder = (view: WorldView, prefix: string): readonly { readonly bucket: string; readonly key: string }[] =>
  [...view.cloud.s3.buckets.keys()].flatMap((bucket) => view.cloud.s3.keys(bucket, prefix).map((key) => ({ bucket, key })));

/** The text of an object as it lies there. */
export const textOf = async (view: WorldView, where: { readonly bucket: string; readonly key: string }): Promise<string> =>
  (await view.cloud.s3.read(where.bucket, where.key)).toString('utf8');

/** All backups with a manifest, oldest first. */
export const backupsOf = async (view: WorldView): Promise<readonly LyingBackup[]> => {
  const found: LyingBackup[] = [];
  for (const where of keysUnder(view, `backups/${view.pair.name}/`).filter(({ key }) => key.endsWith('.json'))) {
    const manifest = JSON.parse(await textOf(view, where)) as {
      key: string;
      versionId: string;
      appliance: string;
      sha256: string;
      capturedAt: string;
      suspect?: string;
    };
    const bytes = await view.cloud.s3.read(where.bucket, manifest.key, manifest.versionId);
    found.push({
      manifestKey: where.key,
      key: manifest.key,
      versionId: manifest.versionId,
      appliance: manifest.appliance,
      sha256: manifest.sha256,
      capturedAtMs: Date.parse(manifest.capturedAt),
      suspect: manifest.suspect !== undefined,
      actualSha256: createHash('sha256').update(bytes).digest('hex'),
    });
  }
  return found.sort((a, b) => a.capturedAtMs - b.capturedAtMs);
};
