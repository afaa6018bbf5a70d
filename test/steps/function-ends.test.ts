// Slow work is aborted while its function still has time to report that and to clean up.

import { readBack } from '../../functions/steps/capture/verify-backup.ts';
import { readPower } from '../../functions/steps/monitor/read-power.ts';
import { onePair } from '../doubles/one-pair.ts';
import { captureStage } from './capture-stage.ts';
import { heldTimeouts } from './held-timeouts.ts';

const FUNCTION_MS = 60_000;

/** Work that ends only with its signal. */
const hanging = () => {
  const begun = Promise.withResolvers<AbortSignal>();
  const work = (signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_resolve, reject) => {
      if (!signal) return;
      signal.addEventListener('abort', () => reject(signal.reason));
      begun.resolve(signal);
    });
  return { begun: begun.promise, work };
};

test('the read-back of a backup is aborted ten seconds before its function ends', async () => {
  using time = heldTimeouts();
  const house = onePair();
  const { begun, work } = hanging();
  house.tools.backups = { ...house.tools.backups, prove: (_manifest, signal) => work(signal) };
  const ended = expect(readBack(house.tools)({ pair: 'support' }, () => FUNCTION_MS)).rejects.toMatchObject({
    name: 'ReadBackBroken',
  });
  const signal = await begun;
  time.pass(FUNCTION_MS - 10_001);
  expect(signal.aborted).toBe(false);
  time.pass(1);
  expect(signal.aborted).toBe(true);
  await ended;
});

test('the reading of power is aborted five seconds before its function ends, and recorded', async () => {
  using time = heldTimeouts();
  const house = onePair();
  const { begun, work } = hanging();
  const { powersToRead } = house.tools;
  house.tools.powersToRead = (settings, name, refused, epoch) =>
    powersToRead(settings, name, refused, epoch).map((one) =>
      one.power ? { ...one, power: { ...one.power, probe: work } } : one,
    );
  // Shorter than the limit of one reading.
  const leftMs = 12_000;
  const answer = readPower(house.tools)({}, () => leftMs);
  const signal = await begun;
  time.pass(leftMs - 5_001);
  expect(signal.aborted).toBe(false);
  time.pass(1);
  expect(signal.aborted).toBe(true);
  expect((await answer).evidence).toEqual([expect.stringContaining('london'), expect.stringContaining('dublin')]);
  expect(house.stores.records.now(house.pair).powerReading?.checks).toHaveLength(2);
});

test('a capture is aborted ten seconds before its function ends, and its upload with it', async () => {
  await using it = await captureStage();
  const begun = Promise.withResolvers<AbortSignal>();
  Object.assign(it.slow, { bytes: true, begun: begun.resolve });
  using time = heldTimeouts();
  const ended = expect(it.run(FUNCTION_MS)).rejects.toMatchObject({ name: 'BackupTimedOut' });
  const signal = await begun.promise;
  time.pass(FUNCTION_MS - 10_001);
  expect(signal.aborted).toBe(false);
  time.pass(1);
  expect(signal.aborted).toBe(true);
  await ended;
  expect(it.ends).toEqual(['aborted']);
});
