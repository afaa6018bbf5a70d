// A latest value as one small JSON object in the record bucket. An unreadable object, or one from the future, counts as
// absent. Reads and writes are bounded, because a round must not wait for them.
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type * as z from 'zod/mini';
import { parseJson } from '../../contract/json/parse-json.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import type { LatestValue, LatestValues } from '../../contract/runtime/latest-value.ts';
import { type StoredName, toStored } from '../../contract/stored/stored-names.ts';
import { textOfObject } from '../form/object-text.ts';
import { isMissing } from '../form/s3-answers.ts';
import { timeFaults } from '../form/stored-times.ts';

/** Where the values of one kind are stored, and how they are read. */
export interface ValueKind<T> {
  readonly bucket: string;
  readonly schema: z.ZodMiniType<T>;
  /** Its own time limit, in addition to the caller's. */
  readonly timeoutMs: number;
  /** Names on disk that differ from those of the code. */
  readonly names?: readonly StoredName[];
}

export const s3LatestValue = <T>(
  s3: S3Client,
  clock: Clock,
  { bucket, key, schema, timeoutMs, names = [] }: ValueKind<T> & { readonly key: string },
): LatestValue<T> => ({
  write: async (value, signal) => {
    const object = {
      Bucket: bucket,
      Key: key,
      Body: JSON.stringify(toStored(names, value), undefined, 2),
      ContentType: 'application/json',
    };
    await s3.send(new PutObjectCommand(object), { abortSignal: clock.deadline(timeoutMs, signal) });
  },
  read: async (signal) => {
    try {
      const read = new GetObjectCommand({ Bucket: bucket, Key: key });
      const limit = clock.deadline(timeoutMs, signal);
      const text = await textOfObject(await s3.send(read, { abortSignal: limit }), limit);
      const { value } = parseJson(schema, text, names);
      // One from the future would count as fresh for ever, and what it says was done then would never be done again.
      return timeFaults(value, clock.nowMs()).length === 0 ? value : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
});

/** One object a pair. */
export const s3LatestValues = <T>(
  s3: S3Client,
  clock: Clock,
  { keyOf, ...kind }: ValueKind<T> & { readonly keyOf: (pair: string) => string },
): LatestValues<T> => {
  const of = (pair: string): LatestValue<T> => s3LatestValue(s3, clock, { ...kind, key: keyOf(pair) });
  return {
    read: (pair, signal) => of(pair).read(signal),
    write: (pair, value, signal) => of(pair).write(value, signal),
  };
};
