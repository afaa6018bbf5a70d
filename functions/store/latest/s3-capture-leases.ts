// The capture lease as one small object per pair in the record bucket, changed only by conditional put. An ended lease
// is overwritten, not deleted, so nobody needs permission to delete.
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { parseJson } from '../../contract/json/parse-json.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { blocksCapture, type CaptureLease } from '../../domain/model/capture-lease.ts';
import { captureTurnKey } from '../form/object-keys.ts';
import { textOfObject } from '../form/object-text.ts';
import { isLostRace, isMissing } from '../form/s3-answers.ts';
import type { CaptureLeases } from './capture-leases.ts';

const Turn = z.object({
  captureId: z.string(),
  appliance: z.string(),
  startedAt: z.iso.datetime(),
  notAfter: z.iso.datetime(),
});

/** The watcher's round must not wait for it. */
const TIMEOUT_MS = 2_000;
const MOST_TRIES = 4;

/** The stored lease, and the ETag that the next put must find unchanged. */
interface Found {
  readonly turn: CaptureLease | undefined;
  readonly condition: { readonly IfMatch: string } | { readonly IfNoneMatch: '*' };
}

export const s3CaptureTurns = (s3: S3Client, bucket: string, clock: Clock): CaptureLeases => {
  const find = async (pair: string, signal?: AbortSignal): Promise<Found> => {
    try {
      const read = new GetObjectCommand({ Bucket: bucket, Key: captureTurnKey(pair) });
      const limit = clock.deadline(TIMEOUT_MS, signal);
      const answer = await s3.send(read, { abortSignal: limit });
      // An unreadable lease blocks nobody and is overwritten.
      const turn = parseJson(Turn, await textOfObject(answer, limit)).value;
      return { turn, condition: { IfMatch: answer.ETag ?? '' } };
    } catch (error) {
      if (!isMissing(error)) throw error;
      return { turn: undefined, condition: { IfNoneMatch: '*' } };
    }
  };
  /** @returns whether the stored lease was still unchanged. */
  const put = async (pair: string, turn: CaptureLease, { condition }: Found): Promise<boolean> => {
    const object = {
      Bucket: bucket,
      Key: captureTurnKey(pair),
      Body: JSON.stringify(turn),
      ContentType: 'application/json',
    };
    try {
      await s3.send(new PutObjectCommand({ ...object, ...condition }));
      return true;
    } catch (error) {
      if (!isLostRace(error)) throw error;
      return false;
    }
  };

  return {
    take: async (pair, turn) => {
      let found = await find(pair);
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        // Our own write, whose answer was lost.
        if (found.turn?.captureId === turn.captureId) return undefined;
        if (found.turn && blocksCapture(found.turn, turn)) return found.turn;
        if (await put(pair, turn, found)) return undefined;
        found = await find(pair);
      }
      return found.turn?.captureId === turn.captureId ? undefined : (found.turn ?? turn);
    },
    release: async (pair, turn, at) => {
      const found = await find(pair);
      if (found.turn?.captureId === turn.captureId) await put(pair, { ...turn, notAfter: at }, found);
    },
    latest: async (pair, signal) => (await find(pair, signal)).turn,
  };
};
