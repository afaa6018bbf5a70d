// Latest values on the emulated S3 and in memory, by the same contract.
import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../functions/contract/runtime/clock.ts';
import type { LatestValues as PairValues } from '../../functions/contract/runtime/latest-value.ts';
import type { ReadBack } from '../../functions/domain/backup/backup-verification.ts';
import type { DownStreak } from '../../functions/domain/health/capture-grace.ts';
import type { Inspection } from '../../functions/domain/inspection/inspection.ts';
import type { CaptureLease } from '../../functions/domain/model/capture-lease.ts';
import type { RefusedAccount } from '../../functions/domain/record/refused-account.ts';
import {
  s3DownStreaks,
  s3Inspections,
  s3ReadBacks,
  s3RefusedAccounts,
} from '../../functions/store/latest/latest-values.ts';
import { s3CaptureTurns } from '../../functions/store/latest/s3-capture-leases.ts';
import { inMemoryCaptureTurns, inMemoryLatestValues } from '../doubles/in-memory-latest-values.ts';
import { machine } from '../doubles/machine.ts';
import { turnOf } from './capture-turns.contract.ts';
import { type LatestValues, type LatestValueUnderTest, latestValueContract } from './latest-value.contract.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

type Access<T> = Pick<LatestValueUnderTest<T>, 'read' | 'write'>;

const onBoth = <T extends object, S>(
  what: string,
  values: LatestValues<T>,
  real: (s3: S3Client, bucket: string, clock: Clock) => S,
  double: () => S,
  access: (store: S) => Access<T>,
): void => {
  latestValueContract(`${what} on S3`, values, async () => {
    const store = await openStoreCloud();
    return {
      ...access(real(store.s3(), BUCKET, machine.clock)),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  });
  latestValueContract(`${what} of the double`, values, async () => ({
    ...access(double()),
    [Symbol.asyncDispose]: async () => undefined,
  }));
};

const AT = '2026-11-22T20:15:03.000Z';
const FOUND = {
  pair: 'support',
  at: AT,
  primary: 'london',
  standby: 'dublin',
  standbyFindings: [],
  primaryFindings: [],
};
const READ_BACK = { backupId: 'b1', at: AT, intact: false, reason: 'SHA-256 a instead of b' };
const STREAK = { captureId: 'a', rounds: 2, slot: AT };
const REFUSED = { at: 'https://198.51.100.10', secret: 'twinbox/dublin', versionId: 'v1', since: AT };

const onBothAlike = <T extends object>(
  what: string,
  values: LatestValues<T>,
  real: (s3: S3Client, bucket: string, clock: Clock) => PairValues<T>,
): void => onBoth<T, PairValues<T>>(what, values, real, inMemoryLatestValues, ({ read, write }) => ({ read, write }));

onBothAlike<Inspection>('an inspection', { first: FOUND, second: { ...FOUND, certificateDays: 20 } }, s3Inspections);
onBothAlike<ReadBack>('a read-back', { first: READ_BACK, second: { ...READ_BACK, intact: true } }, s3ReadBacks);
onBothAlike<DownStreak>('a streak', { first: STREAK, second: { ...STREAK, rounds: 3 } }, s3DownStreaks);
onBothAlike<readonly RefusedAccount[]>(
  'refused accounts',
  { first: [REFUSED], second: [REFUSED, { ...REFUSED, versionId: 'v2' }] },
  s3RefusedAccounts,
);
onBoth<CaptureLease, ReturnType<typeof s3CaptureTurns>>(
  'a turn',
  { first: turnOf('first', '20:00', '20:15'), second: turnOf('second', '20:15', '20:30') },
  s3CaptureTurns,
  inMemoryCaptureTurns,
  ({ take, latest }) => ({ write: take, read: (pair) => latest(pair) }),
);
