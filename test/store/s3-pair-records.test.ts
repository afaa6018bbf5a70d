// The pair record on the emulated S3 and in memory: the contract with all its races, and what lies on S3 unreadable or
// denied.
import { s3PairRecords } from '../../functions/store/record/s3-pair-records.ts';
import { inMemoryRecords } from '../doubles/in-memory-records.ts';
import { machine } from '../doubles/machine.ts';
import { scenarioClock } from '../doubles/scenario-clock.ts';
import { PAIR } from './pair.ts';
import { type PairRecordsUnderTest, pairRecordsContract } from './pair-records.contract.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

const KEY = 'pairs/support.json';
const put = { service: 's3', operation: 'PutObject', times: 1 } as const;

const open = async (): Promise<PairRecordsUnderTest> => {
  const store = await openStoreCloud({ aheadMs: 120_000 });
  const { faults } = store.cloud;
  return {
    one: s3PairRecords(store.s3(), BUCKET, machine),
    other: s3PairRecords(store.s3(), BUCKET, machine),
    beforeNextWrite: (work) => {
      const gate = faults.add({ ...put, kind: 'hold' });
      void gate.reached.then(work).finally(() => gate.release());
    },
    loseNextAnswer: (meanwhile = async () => {}) => {
      const gate = faults.add({ ...put, kind: 'holdAnswer' });
      faults.add({ ...put, kind: 'loseAnswer' });
      void gate.reached.then(meanwhile).finally(() => gate.release());
    },
    refuseWrites: () => {
      faults.add({ service: 's3', operation: 'PutObject', kind: 'error', code: 'PreconditionFailed', status: 412 });
    },
    storeNowMs: () => Date.now() + 120_000,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
};

pairRecordsContract('S3', open);
pairRecordsContract('the double', async () => {
  const clock = scenarioClock();
  const records = inMemoryRecords(clock);
  return {
    one: records,
    other: records,
    beforeNextWrite: records.beforeNextWrite,
    loseNextAnswer: records.loseNextAnswer,
    refuseWrites: records.refuseWrites,
    storeNowMs: clock.nowMs,
    [Symbol.asyncDispose]: async () => undefined,
  };
});

describe('the record as it lies on S3', () => {
  test('a record that is no JSON is named, and not taken for none', async () => {
    await using store = await openStoreCloud();
    await store.cloud.s3.put(BUCKET, KEY, '{"pair": "supp');
    const reading = s3PairRecords(store.s3(), BUCKET, machine).read(PAIR);
    await expect(reading).rejects.toMatchObject({ name: 'PairRecordUnreadable' });
  });

  test('a record with wrong values is named with all its faults', async () => {
    await using store = await openStoreCloud();
    await store.cloud.s3.put(BUCKET, KEY, JSON.stringify({ pair: 'support', revision: 'x', nonce: 'n', epoch: -1 }));
    const reading = s3PairRecords(store.s3(), BUCKET, machine).read(PAIR);
    await expect(reading).rejects.toThrow(/revision.*epoch.*primary/);
  });

  test('the record of another pair is not taken', async () => {
    await using store = await openStoreCloud();
    const records = s3PairRecords(store.s3(), BUCKET, machine);
    await records.change(PAIR, (record) => ({ record }));
    await store.cloud.s3.put(BUCKET, 'pairs/other.json', await store.cloud.s3.read(BUCKET, KEY));
    await expect(records.read({ ...PAIR, name: 'other' })).rejects.toMatchObject({ name: 'PairRecordUnreadable' });
  });

  test('keys of a newer version survive a change by this one', async () => {
    await using store = await openStoreCloud();
    const records = s3PairRecords(store.s3(), BUCKET, machine);
    await records.change(PAIR, (record) => ({ record }));
    const stored = JSON.parse(`${await store.cloud.s3.read(BUCKET, KEY)}`);
    await store.cloud.s3.put(BUCKET, KEY, JSON.stringify({ ...stored, ofTomorrow: ['london'] }));
    await records.change(PAIR, (record) => ({ record: { ...record, epoch: 9 } }));
    expect(JSON.parse(`${await store.cloud.s3.read(BUCKET, KEY)}`)).toMatchObject({ epoch: 9, ofTomorrow: ['london'] });
  });

  test('a bucket that is not there is not taken for a pair that was never written to', async () => {
    await using store = await openStoreCloud();
    await expect(s3PairRecords(store.s3(), 'elsewhere', machine).read(PAIR)).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });

  test('being denied is not taken for a pair that was never written to', async () => {
    await using store = await openStoreCloud();
    store.cloud.faults.add({ service: 's3', operation: 'GetObject', kind: 'error', code: 'AccessDenied', status: 403 });
    await expect(s3PairRecords(store.s3(), BUCKET, machine).read(PAIR)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
