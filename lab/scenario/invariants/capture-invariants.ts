// Invariant 7: which captures must never be lost or altered.
import { backupsOf } from '../view/vault-view.ts';
import type { Invariant, WorldView } from '../view/world-view.ts';

const DAY_MS = 86_400_000;
const NEVER_EXPIRE = 10;

interface WrittenManifest {
  readonly key: string;
  /** The bucket keeps everything until then; for ever if it has no retention. */
  readonly keptUntilMs: number;
}

/** Manifests that S3 accepted, oldest first, from the calls that wrote them. Their keys contain their time. */
const writtenManifests = (view: WorldView): readonly WrittenManifest[] =>
  view.cloud.calls
    .flatMap(({ operation, status, input, atMs }) => {
      if (operation !== 'PutObject' || status !== 200 || typeof input !== 'object' || input === null) return [];
      const { Bucket, Key } = input as { readonly Bucket?: unknown; readonly Key?: unknown };
      if (typeof Key !== 'string' || !/^backups\/.*\.json$/.test(Key)) return [];
      const days = view.cloud.s3.bucket(String(Bucket))?.defaultRetention?.days ?? Number.POSITIVE_INFINITY;
      return [{ key: Key, keptUntilMs: atMs + days * DAY_MS }];
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));

/** Manifests that are in no bucket any more although they are within retention or among the newest ten. */
const vanished = (view: WorldView): readonly string[] => {
  const lies = (key: string): boolean =>
    [...view.cloud.s3.buckets.values()].some(({ objects }) => objects.get(key)?.length);
  const written = writtenManifests(view);
  return written.flatMap(({ key, keptUntilMs }, index) => {
    if (lies(key)) return [];
    if (view.nowMs < keptUntilMs) return [`${key} was written and is gone`];
    const newer = written.slice(index + 1).filter((one) => lies(one.key)).length;
    return newer < NEVER_EXPIRE ? [`${key} is gone, though fewer than ${NEVER_EXPIRE} newer ones exist`] : [];
  });
};

export const capturesStay: Invariant = {
  number: 7,
  message: 'A completed capture is never lost or altered within its retention. The newest ten never expire.',
  check: async (view) => {
    const backups = await backupsOf(view);
    const gone = backups.filter(({ actualSha256 }) => actualSha256 === undefined);
    const altered = backups.filter(
      ({ actualSha256, sha256, key }) =>
        actualSha256 !== undefined && actualSha256 !== sha256 && !view.damagedByScenario.has(key),
    );
    const versions = [...view.cloud.s3.buckets.values()]
      .flatMap((bucket) => [...bucket.objects.values()].flat())
      .filter(({ key }) => key.startsWith('backups/'));
    const manifests = versions.filter(({ key, deleteMarker }) => key.endsWith('.json') && !deleteMarker);
    const rewritten = manifests.filter(
      ({ key }, index) => !view.damagedByScenario.has(key) && manifests.findIndex((first) => first.key === key) < index,
    );
    return [
      ...gone.map(({ key }) => `${key} is gone, although its manifest exists`),
      ...altered.map(({ key }) => `${key} no longer has the hash in its manifest`),
      ...versions.filter(({ deleteMarker }) => deleteMarker).map(({ key }) => `${key} has a delete marker`),
      ...rewritten.map(({ key }) => `${key} was written more than once`),
      ...vanished(view),
    ];
  },
};
