// Preconditions of S3 reads and writes
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html).
import { AwsError } from '../aws-error.ts';
import type { ObjectVersion } from './objects/stored-object.ts';

export interface Conditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

const bare = (etag: string): string => etag.replaceAll('"', '').replace(/^W\//, '');
const failed = (condition: string): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });

/** `current` is undefined for a missing and for a delete-marked key. */
export const checkWrite = ({ IfMatch, IfNoneMatch }: Conditions, current: ObjectVersion | undefined): void => {
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*')
      throw new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', 501);
    if (current !== undefined) throw failed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (current === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (IfMatch !== '*' && bare(IfMatch) !== bare(current.etag)) throw failed('If-Match');
};

export const checkRead = ({ IfMatch, IfNoneMatch }: Conditions, version: ObjectVersion): void => {
  if (IfMatch !== undefined && IfMatch !== '*' && bare(IfMatch) !== bare(version.etag)) throw failed('If-Match');
  if (IfNoneMatch !== undefined && bare(IfNoneMatch) === bare(version.etag))
    throw new AwsError('NotModified', 'Not Modified', 304);
};

/** First and last byte of a Range header; undefined: the whole. Throws 416 when it starts after the end. */
export const byteRange = (
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (start > end) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { start, end };
};
