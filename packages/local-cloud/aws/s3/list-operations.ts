// S3's listings, a page at a time.
import type * as sdk from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import type { ObjectVersion } from './objects/stored-object.ts';
import { listNeed } from './s3-needs.ts';
import type { S3State } from './s3-state.ts';

const LONGEST_PAGE = 1000;
const toToken = (key: string): string => Buffer.from(key).toString('base64');
const fromToken = (token: string | undefined): string | undefined =>
  token === undefined ? undefined : Buffer.from(token, 'base64').toString('utf8');

/** Byte order, as S3 sorts. */
const inOrder = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Folds keys behind a delimiter into their common prefix. */
const folded = (key: string, prefix: string, delimiter: string | undefined): string | undefined => {
  const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 || delimiter === undefined ? undefined : key.slice(0, end + delimiter.length);
};

const listObjects = (state: S3State, input: sdk.ListObjectsV2Request) => {
  const { Prefix = '', Delimiter, MaxKeys = LONGEST_PAGE } = input;
  const bucket = state.existingBucket(input.Bucket);
  const after = fromToken(input.ContinuationToken) ?? input.StartAfter ?? '';
  const entries = new Map<string, ObjectVersion | undefined>();
  for (const key of [...state.keys(bucket.name, Prefix)].sort(inOrder)) {
    const common = folded(key, Prefix, Delimiter);
    const name = common ?? key;
    if (inOrder(name, after) > 0) entries.set(name, common === undefined ? bucket.objects.get(key)?.at(-1) : undefined);
  }
  const page = [...entries].slice(0, Math.min(MaxKeys, LONGEST_PAGE));
  const more = entries.size > page.length;
  const last = page.at(-1)?.[0];
  return {
    ...{ Name: bucket.name, Prefix, MaxKeys, KeyCount: page.length, IsTruncated: more },
    ...(Delimiter === undefined ? {} : { Delimiter }),
    ...(more && last !== undefined ? { NextContinuationToken: toToken(last) } : {}),
    Contents: page.flatMap(([Key, version]) =>
      version === undefined
        ? []
        : [
            {
              Key,
              ETag: version.etag,
              Size: version.sizeBytes,
              LastModified: new Date(version.modifiedMs),
              StorageClass: 'STANDARD',
            },
          ],
    ),
    CommonPrefixes: page.flatMap(([name, version]) => (version === undefined ? [{ Prefix: name }] : [])),
  };
};

const listVersions = (state: S3State, input: sdk.ListObjectVersionsRequest) => {
  const { Prefix = '', MaxKeys = LONGEST_PAGE, KeyMarker = '', VersionIdMarker } = input;
  const bucket = state.existingBucket(input.Bucket);
  const all = [...bucket.objects]
    .filter(([key]) => key.startsWith(Prefix) && inOrder(key, KeyMarker) >= 0)
    .sort(([one], [other]) => inOrder(one, other))
    .flatMap(([, versions]) =>
      versions.map((version, index) => ({ version, latest: index === versions.length - 1 })).reverse(),
    );
  const markerAt = all.findIndex(({ version }) => version.key === KeyMarker && version.versionId === VersionIdMarker);
  const rest = markerAt >= 0 ? all.slice(markerAt + 1) : all.filter(({ version }) => version.key !== KeyMarker);
  const page = rest.slice(0, Math.min(MaxKeys, LONGEST_PAGE));
  const last = page.at(-1)?.version;
  const more = rest.length > page.length;
  const common = ({ version, latest }: (typeof page)[number]) => ({
    Key: version.key,
    VersionId: version.versionId,
    IsLatest: latest,
    LastModified: new Date(version.modifiedMs),
  });
  return {
    ...{ Name: bucket.name, Prefix, MaxKeys, IsTruncated: more },
    ...(more && last !== undefined ? { NextKeyMarker: last.key, NextVersionIdMarker: last.versionId } : {}),
    Versions: page
      .filter(({ version }) => !version.deleteMarker)
      .map((one) => ({
        ...common(one),
        ETag: one.version.etag,
        Size: one.version.sizeBytes,
        StorageClass: 'STANDARD',
      })),
    DeleteMarkers: page.filter(({ version }) => version.deleteMarker).map(common),
  };
};

export const listOperations = (state: S3State) => ({
  ListObjectsV2: operation(
    (input: sdk.ListObjectsV2Request) => [listNeed(input)],
    (input) => listObjects(state, input),
  ),
  ListObjectVersions: operation(
    (input: sdk.ListObjectVersionsRequest) => [listNeed(input, 's3:ListBucketVersions')],
    (input) => listVersions(state, input),
  ),
});
