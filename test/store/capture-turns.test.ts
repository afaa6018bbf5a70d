// Turns of captures on the emulated S3 and in memory, by the same contract; and what may lie or happen on S3 alone.

import { s3DownStreaks } from '../../functions/store/latest/latest-values.ts';
import { s3CaptureTurns } from '../../functions/store/latest/s3-capture-leases.ts';
import { inMemoryCaptureTurns } from '../doubles/in-memory-latest-values.ts';
import { machine } from '../doubles/machine.ts';
import { captureTurnsContract, turnOf } from './capture-turns.contract.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

captureTurnsContract('S3', async () => {
  const store = await openStoreCloud();
  return {
    one: s3CaptureTurns(store.s3(), BUCKET, machine.clock),
    other: s3CaptureTurns(store.s3(), BUCKET, machine.clock),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
});
captureTurnsContract('the double', async () => {
  const turns = inMemoryCaptureTurns();
  return { one: turns, other: turns, [Symbol.asyncDispose]: async () => undefined };
});

const KEY = 'watch/capture-support.json';
const TURN = turnOf('ours', '20:00', '20:15');

describe('turns as they lie on S3', () => {
  test.each(['', 'no JSON', '{"captureId": 1}'])(
    'what cannot be read (%j) holds nobody up and is written over',
    async (text) => {
      await using store = await openStoreCloud();
      await store.cloud.s3.put(BUCKET, KEY, text);
      const turns = s3CaptureTurns(store.s3(), BUCKET, machine.clock);
      await expect(turns.latest('support')).resolves.toBeUndefined();
      await expect(turns.take('support', TURN)).resolves.toBeUndefined();
      await expect(turns.latest('support')).resolves.toEqual(TURN);
    },
  );

  test('a turn whose answer was lost is ours', async () => {
    await using store = await openStoreCloud();
    store.cloud.faults.add({ service: 's3', operation: 'PutObject', kind: 'loseAnswer', times: 1 });
    await expect(s3CaptureTurns(store.s3(), BUCKET, machine.clock).take('support', TURN)).resolves.toBeUndefined();
  });

  test('every put bears a condition: the bucket refuses any other', async () => {
    await using store = await openStoreCloud();
    const turns = s3CaptureTurns(store.s3(), BUCKET, machine.clock);
    await turns.take('support', TURN);
    await turns.release('support', TURN, '2026-11-22T20:02:00.000Z');
    const puts = store.cloud.calls.filter(({ operation }) => operation === 'PutObject').map(({ input }) => input);
    expect(puts).toMatchObject([{ IfNoneMatch: '*' }, { IfMatch: expect.any(String) }]);
  });

  test('a store that refuses is a failure', async () => {
    await using store = await openStoreCloud();
    store.cloud.faults.add({ service: 's3', operation: 'GetObject', kind: 'error', code: 'AccessDenied', status: 403 });
    await expect(s3CaptureTurns(store.s3(), BUCKET, machine.clock).latest('support')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

test('a streak is written for the next watcher, each pair its own', async () => {
  await using store = await openStoreCloud();
  const streak = { captureId: 'a', rounds: 2, slot: '2026-11-22T20:15:00.000Z' };
  await s3DownStreaks(store.s3(), BUCKET, machine.clock).write('support', streak);
  await expect(s3DownStreaks(store.s3(), BUCKET, machine.clock).read('support')).resolves.toEqual(streak);
  await expect(s3DownStreaks(store.s3(), BUCKET, machine.clock).read('archive')).resolves.toBeUndefined();
});
