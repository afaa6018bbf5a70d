// The emulated S3's buckets and the lab's direct handles on them.
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';
import { readAll } from '../wire/wire.ts';
import type { BodyStore } from './objects/body-store.ts';
import { type Bucket, currentVersion, type ObjectVersion, type Retention } from './objects/stored-object.ts';

export interface NewBucket {
  readonly name: string;
  readonly versioned?: boolean;
  /** Implies versions. */
  readonly objectLock?: boolean;
  readonly defaultRetention?: { readonly mode: Retention['mode']; readonly days: number };
  readonly kmsKeyArn?: string;
}

export type NewVersion = Omit<ObjectVersion, 'versionId' | 'modifiedMs' | 'deleteMarker'>;

export interface S3State {
  createBucket(input: NewBucket): Bucket;
  bucket(name: string): Bucket | undefined;
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** All versions and delete markers of a key, oldest first. */
  versionsOf(bucket: string, key: string): readonly ObjectVersion[];
  /** Keys with a current version, sorted. */
  keys(bucket: string, prefix?: string): readonly string[];
  /** The bytes on disk, read without a call. @throws NoSuchKey */
  read(bucket: string, key: string, versionId?: string): Promise<Buffer>;
  /** Puts an object without any call, as the world would. */
  put(
    bucket: string,
    key: string,
    bytes: Uint8Array | string,
    metadata?: Readonly<Record<string, string>>,
  ): Promise<ObjectVersion>;
  /** Flips one byte on disk (the middle one by default); checksums, ETag and metadata stay. */
  corrupt(
    bucket: string,
    key: string,
    where?: { readonly versionId?: string; readonly offset?: number },
  ): Promise<void>;
  /** Heard after each new version and delete marker. */
  onVersion(listener: (bucket: string, version: ObjectVersion) => void): Disposable;
  /** For the operations: */
  readonly bodies: BodyStore;
  existingBucket(name: string | undefined): Bucket;
  commit(bucket: Bucket, version: NewVersion): ObjectVersion;
  markDeleted(bucket: Bucket, key: string, principal: string): ObjectVersion;
  readonly nowMs: () => number;
}

const DAY_MS = 86_400_000;
export const NO_VERSION = 'null';

const missing = (): AwsError => new AwsError('NoSuchKey', 'The specified key does not exist.', 404);

export const s3State = (account: Account, bodies: BodyStore): S3State => {
  const buckets = new Map<string, Bucket>();
  const listeners = new Set<(bucket: string, version: ObjectVersion) => void>();

  const existingBucket = (name: string | undefined): Bucket => {
    const bucket = buckets.get(name ?? '');
    if (bucket === undefined) throw new AwsError('NoSuchBucket', `The specified bucket does not exist: ${name}`, 404);
    return bucket;
  };
  const find = (name: string, key: string, versionId?: string): ObjectVersion => {
    const bucket = existingBucket(name);
    const version =
      versionId === undefined
        ? currentVersion(bucket, key)
        : bucket.objects.get(key)?.find((one) => one.versionId === versionId);
    if (version === undefined) throw missing();
    return version;
  };
  const append = (bucket: Bucket, version: ObjectVersion): ObjectVersion => {
    const versions = bucket.objects.get(version.key) ?? [];
    // Without versions, and while suspended, the one named 'null' is replaced.
    const kept = version.versionId === NO_VERSION ? versions.filter((one) => one.versionId !== NO_VERSION) : versions;
    bucket.objects.set(version.key, [...kept, version]);
    for (const listener of listeners) listener(bucket.name, version);
    return version;
  };
  const newId = (bucket: Bucket): string =>
    bucket.versioning === 'Enabled'
      ? createHash('md5').update(randomUUID()).digest('base64url').slice(0, 32)
      : NO_VERSION;

  const state: S3State = {
    buckets,
    bodies,
    existingBucket,
    nowMs: account.nowMs,
    bucket: (name) => buckets.get(name),
    createBucket({ name, versioned = false, objectLock = false, defaultRetention, kmsKeyArn }) {
      if (buckets.has(name))
        throw new AwsError('BucketAlreadyOwnedByYou', 'The bucket you tried to create exists and is yours.', 409);
      const versioning = versioned || objectLock ? 'Enabled' : undefined;
      const settings = { versioning, objectLock, defaultRetention, kmsKeyArn } as const;
      const bucket: Bucket = { name, createdMs: account.nowMs(), ...settings, objects: new Map(), uploads: new Map() };
      buckets.set(name, bucket);
      return bucket;
    },
    versionsOf: (name, key) => existingBucket(name).objects.get(key) ?? [],
    keys: (name, prefix = '') => {
      const bucket = existingBucket(name);
      return [...bucket.objects.keys()]
        .filter((key) => key.startsWith(prefix) && currentVersion(bucket, key) !== undefined)
        .sort();
    },
    async read(name, key, versionId) {
      const version = find(name, key, versionId);
      return Buffer.from(await readAll(bodies.open(version.segments, 0, version.sizeBytes - 1)));
    },
    async put(name, key, bytes, metadata = {}) {
      const bucket = existingBucket(name);
      const body = {
        stream: Readable.from([Buffer.from(bytes)]),
        trailers: new Map<string, string>(),
        declaredBytes: undefined,
      };
      const { segment, md5 } = await bodies.receive(body, {});
      return state.commit(bucket, {
        ...{ key, metadata, segments: [segment], sizeBytes: segment.sizeBytes, etag: `"${md5.toString('hex')}"` },
        ...{ contentType: 'application/octet-stream', checksums: {}, checksumType: 'FULL_OBJECT' },
        ...{ kmsKeyArn: bucket.kmsKeyArn, principal: 'world', retention: undefined },
      });
    },
    async corrupt(name, key, where = {}) {
      const version = find(name, key, where.versionId);
      await bodies.flipByte(version.segments, where.offset ?? Math.floor(version.sizeBytes / 2));
    },
    onVersion(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    commit(bucket, version) {
      const nowMs = account.nowMs();
      const standard = bucket.defaultRetention;
      const retention =
        version.retention ??
        (standard === undefined ? undefined : { mode: standard.mode, untilMs: nowMs + standard.days * DAY_MS });
      return append(bucket, {
        ...version,
        retention,
        versionId: newId(bucket),
        modifiedMs: nowMs,
        deleteMarker: false,
      });
    },
    markDeleted(bucket, key, principal) {
      const empty = { etag: '', sizeBytes: 0, segments: [], contentType: '', metadata: {}, checksums: {} };
      const kind = {
        deleteMarker: true,
        checksumType: 'FULL_OBJECT',
        kmsKeyArn: undefined,
        retention: undefined,
      } as const;
      return append(bucket, {
        key,
        ...empty,
        ...kind,
        principal,
        versionId: newId(bucket),
        modifiedMs: account.nowMs(),
      });
    },
  };
  return state;
};
