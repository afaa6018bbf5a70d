// Refused accounts as one small object per pair in the record bucket. The last writer wins. Holds names and versions of
// secrets, never their contents.
import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Clock } from '../../contract/runtime/clock.ts';
import type { RefusedAccounts } from '../../contract/runtime/refused-accounts.ts';
import type { RefusedAccount } from '../../domain/record/refused-account.ts';
import { refusedAccountsKey } from '../form/object-keys.ts';
import { type LatestValue, s3LatestValue } from './s3-latest-value.ts';

const text = z.string().check(z.maxLength(600));
const Refused = z
  .array(z.object({ at: text, secret: text, versionId: text, since: z.iso.datetime() }))
  .check(z.maxLength(100));

/** A call to an appliance must not wait long for this. */
const TIMEOUT_MS = 2_000;

export const s3RefusedAccounts = (s3: S3Client, bucket: string, clock: Clock): RefusedAccounts => {
  const of = (pair: string): LatestValue<readonly RefusedAccount[]> =>
    s3LatestValue<readonly RefusedAccount[]>(s3, clock, {
      bucket,
      key: refusedAccountsKey(pair),
      schema: Refused,
      timeoutMs: TIMEOUT_MS,
    });
  return { read: async (pair) => (await of(pair).read()) ?? [], write: (pair, refused) => of(pair).write(refused) };
};
