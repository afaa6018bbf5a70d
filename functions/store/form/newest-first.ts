// Objects of one pair whose names begin with a basic ISO time, newest first and a day at a time. S3 lists oldest first;
// nobody who wants the newest few has to read years of them, and whoever reads on holds no more than one day.
import { ListObjectsV2Command, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  /** ms since 1970. */
  readonly modifiedMs: number;
}

const byKeyDescending = (one: { readonly key: string }, other: { readonly key: string }): number =>
  one.key < other.key ? 1 : -1;

const daysUnder = async (
  s3: S3Client,
  bucket: string,
  prefix: string,
  signal?: AbortSignal,
): Promise<readonly string[]> => {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: 'T',
        ...(token !== undefined && { ContinuationToken: token }),
      }),
      { ...(signal && { abortSignal: signal }) },
    );
    found.push(...(page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found.toSorted().reverse();
};

/** All objects under that prefix, which ends before the time. */
export async function* newestFirst(
  s3: S3Client,
  bucket: string,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<ListedObject> {
  for (const day of await daysUnder(s3, bucket, prefix, signal)) {
    const ofDay: ListedObject[] = [];
    for await (const page of paginateListObjectsV2(
      { client: s3 },
      { Bucket: bucket, Prefix: day },
      { ...(signal && { abortSignal: signal }) },
    )) {
      for (const { Key, ETag, LastModified } of page.Contents ?? [])
        ofDay.push({ key: Key ?? '', etag: ETag ?? '', modifiedMs: LastModified?.getTime() ?? 0 });
    }
    yield* ofDay.toSorted(byKeyDescending);
  }
}
