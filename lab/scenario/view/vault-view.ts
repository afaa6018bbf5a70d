// The real content of the backup store: found by its keys in whatever bucket contains them, hashed from the bytes on
// disk.
import { createHash } from 'node:crypto';
import type { ObjectVersion } from '../../../packages/local-cloud/aws/s3/objects/stored-object.ts';
import type { WorldView } from './world-view.ts';

/** One backup as its manifest describes it, with the hash of the bytes as they are now. */
export interface LyingBackup {
  readonly manifestKey: string;
  /** When the manifest was first written: from then on the backup exists. Lab ms since 1970. */
  readonly manifestAtMs: number;
  readonly key: string;
  readonly versionId: string;
  readonly appliance: string;
  readonly sha256: string;
  readonly capturedAtMs: number;
  readonly suspect: boolean;
  /** Why its manifest calls it suspect. */
  readonly suspectOf?: string;
  /** Undefined if the bytes are gone. */
  readonly actualSha256: string | undefined;
}

interface Manifest {
  readonly key: string;
  readonly versionId: string;
  readonly appliance: string;
  readonly sha256: string;
  readonly capturedAt: string;
  readonly suspect?: string;
}

/** Every key of every bucket under a prefix. */
export const keysUnder = (
  view: WorldView,
  prefix: string,
): readonly { readonly bucket: string; readonly key: string }[] =>
  [...view.cloud.s3.buckets.keys()].flatMap((bucket) =>
    view.cloud.s3.keys(bucket, prefix).map((key) => ({ bucket, key })),
  );

/** The text of an object. */
export const textOf = async (
  view: WorldView,
  where: { readonly bucket: string; readonly key: string },
): Promise<string> => (await view.cloud.s3.read(where.bucket, where.key)).toString('utf8');

/** The text of one version of an object. */
export const textOfVersion = async (
  view: WorldView,
  bucket: string,
  { key, versionId }: ObjectVersion,
): Promise<string> => (await view.cloud.s3.read(bucket, key, versionId)).toString('utf8');

const hashOf = async (view: WorldView, bucket: string, { key, versionId }: Manifest): Promise<string | undefined> => {
  const lies = view.cloud.s3
    .versionsOf(bucket, key)
    .some((version) => version.versionId === versionId && !version.deleteMarker);
  if (!lies) return undefined;
  return createHash('sha256')
    .update(await view.cloud.s3.read(bucket, key, versionId))
    .digest('hex');
};

/** All backups with a manifest, oldest first. */
export const backupsOf = async (view: WorldView): Promise<readonly LyingBackup[]> => {
  const found: LyingBackup[] = [];
  for (const where of keysUnder(view, `backups/${view.pair.name}/`).filter(({ key }) => key.endsWith('.json'))) {
    const manifest = JSON.parse(await textOf(view, where)) as Manifest;
    const [first] = view.cloud.s3.versionsOf(where.bucket, where.key);
    found.push({
      manifestKey: where.key,
      manifestAtMs: first?.modifiedMs ?? Number.NaN,
      key: manifest.key,
      versionId: manifest.versionId,
      appliance: manifest.appliance,
      sha256: manifest.sha256,
      capturedAtMs: Date.parse(manifest.capturedAt),
      suspect: manifest.suspect !== undefined,
      ...(manifest.suspect !== undefined && { suspectOf: manifest.suspect }),
      actualSha256: await hashOf(view, where.bucket, manifest),
    });
  }
  return found.sort((a, b) => a.capturedAtMs - b.capturedAtMs);
};
