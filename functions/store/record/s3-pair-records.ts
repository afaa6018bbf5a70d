// The pair record on S3: one object per pair, changed only by conditional write. A write whose answer was lost comes
// back as a refusal, because the SDK retries by itself; the nonce distinguishes it from a race that was really lost.
// The role needs s3:ListBucket in addition to Get and Put: without it, S3 answers 403 instead of 404 for a missing
// record.
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { failure } from '../../domain/failure/failure.ts';
import { newPairRecord, type PairRecord } from '../../domain/record/pair-record.ts';
import type { Platform } from '../../net/platform.ts';
import { watchAnswerDate } from '../form/answer-date.ts';
import { recordKey } from '../form/object-keys.ts';
import { textOfObject } from '../form/object-text.ts';
import { isLostRace, isMissing } from '../form/s3-answers.ts';
import type { PairRecords, RecordReading } from './pair-records.ts';
import { parseRecord, storedText } from './stored-record.ts';

/** Attempts at one change. */
const MAX_TRIES = 8;
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 300;

/** The record as read, and the ETag that the next write must find unchanged; no ETag if there is no record yet. */
interface Found extends RecordReading {
  readonly recentNonces: readonly string[];
  readonly condition: { readonly IfMatch: string } | { readonly IfNoneMatch: '*' };
}

const timeOf = (dateMs: number | undefined, key: string): number => {
  if (dateMs !== undefined) return dateMs;
  throw failure(
    'PairRecordUnreadable',
    `S3's answer for ${key} had no Date header`,
    'Every lease depends on this header. Check for a proxy between the functions and S3.',
  );
};

export const s3PairRecords = (
  s3: S3Client,
  bucket: string,
  { clock, random }: Pick<Platform, 'clock' | 'random'>,
): PairRecords => {
  const find = async (settings: PairSettings, signal?: AbortSignal): Promise<Found> => {
    const key = recordKey(settings.name);
    const command = new GetObjectCommand({ Bucket: bucket, Key: key });
    const answerDate = watchAnswerDate(command);
    try {
      const answer = await s3.send(command, { ...(signal && { abortSignal: signal }) });
      const nowMs = timeOf(answerDate(), key);
      const appliances = settings.appliances.map(({ name }) => name);
      const text = await textOfObject(answer, signal);
      const parsed = parseRecord(key, text, { pair: settings.name, appliances, nowMs });
      return { ...parsed, nowMs, condition: { IfMatch: answer.ETag ?? '' } };
    } catch (error) {
      if (!isMissing(error)) throw error;
      const record = newPairRecord(
        settings.name,
        settings.preferred,
        settings.appliances.map((appliance) => appliance.name),
      );
      return { record, nowMs: timeOf(answerDate(), key), recentNonces: [], condition: { IfNoneMatch: '*' } };
    }
  };

  /** @returns S3's time of the write, or undefined if the record has changed in the meantime. */
  const put = async (found: Found, next: PairRecord): Promise<number | undefined> => {
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: recordKey(next.pair),
      Body: storedText(next, found.recentNonces),
      ContentType: 'application/json',
      ...found.condition,
    });
    const answerDate = watchAnswerDate(command);
    try {
      await s3.send(command);
      return answerDate() ?? found.nowMs;
    } catch (error) {
      if (!isLostRace(error)) throw error;
      return undefined;
    }
  };

  return {
    read: async (settings, signal) => {
      const { record, nowMs } = await find(settings, signal);
      return { record, nowMs };
    },
    change: async (settings, change) => {
      const ours = new Map<string, ReturnType<typeof change>>();
      for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
        if (attempt > 0) await clock.sleep(random.fraction() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt));
        const found = await find(settings);
        const { record, nowMs } = found;
        // Later writes may cover ours: it is done, and a second change would do it twice.
        const [done] = found.recentNonces.flatMap((nonce) => ours.get(nonce) ?? []);
        if (done) return { ...done, record, nowMs };
        const decision = change(record, nowMs);
        if (!decision.record) return { ...decision, record, nowMs };
        const nonce = random.uuid();
        ours.set(nonce, decision);
        const next: PairRecord = { ...decision.record, pair: record.pair, revision: record.revision + 1, nonce };
        const writtenAtMs = await put(found, next);
        if (writtenAtMs !== undefined) return { ...decision, record: next, nowMs: writtenAtMs };
      }
      throw failure(
        'PairRecordContended',
        `others changed the record of ${settings.name} ${MAX_TRIES} times in a row while Twinbox tried to change it`,
      );
    },
  };
};
