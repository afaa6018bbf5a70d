// One small JSON object in the record bucket that one invocation writes for the next. The last writer wins, and an
// unreadable object counts as absent. Reads and writes are bounded, because a round must not wait for them.
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type * as z from 'zod/mini';
import type { Clock } from '../../contract/runtime/clock.ts';
import { fromStored, type StoredName, toStored } from '../../contract/stored/stored-names.ts';
import { textOfObject } from '../form/object-text.ts';
import { isMissing } from '../form/s3-answers.ts';
import { jsonOf } from '../form/stored-json.ts';

/** @returns undefined unless the text is JSON of that form. */
export const parseLatestValue = <T>(
  schema: z.ZodMiniType<T>,
  text: string,
  names: readonly StoredName[] = [],
): T | undefined => {
  const parsed = schema.safeParse(fromStored(names, jsonOf(text)));
  return parsed.success ? parsed.data : undefined;
};

export interface LatestValue<T> {
  write(value: T, signal?: AbortSignal): Promise<void>;
  /** Undefined if nothing was ever written, or if it cannot be read. */
  read(signal?: AbortSignal): Promise<T | undefined>;
}

/** Where the value is stored, and how it is read. */
export interface ValuePlace<T> {
  readonly bucket: string;
  readonly key: string;
  readonly schema: z.ZodMiniType<T>;
  /** Its own time limit, in addition to the caller's. */
  readonly timeoutMs: number;
  /** Names on disk that differ from those of the code. */
  readonly names?: readonly StoredName[];
}

export const s3LatestValue = <T>(
  s3: S3Client,
  clock: Clock,
  { bucket, key, schema, timeoutMs, names = [] }: ValuePlace<T>,
): LatestValue<T> => ({
  write: async (value, signal) => {
    const object = {
      Bucket: bucket,
      Key: key,
      Body: JSON.stringify(toStored(names, value)),
      ContentType: 'application/json',
    };
    await s3.send(new PutObjectCommand(object), { abortSignal: clock.deadline(timeoutMs, signal) });
  },
  read: async (signal) => {
    try {
      const read = new GetObjectCommand({ Bucket: bucket, Key: key });
      const limit = clock.deadline(timeoutMs, signal);
      return parseLatestValue(schema, await textOfObject(await s3.send(read, { abortSignal: limit }), limit), names);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
});
