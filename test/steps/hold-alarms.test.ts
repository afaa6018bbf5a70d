// What reconcile publishes to keep an alarm in ALARM while its condition comes and goes.
import { alarmPartNameOf } from '../../functions/contract/runtime/metrics.ts';
import { heldPoint } from '../../functions/domain/health/held-alarm.ts';
import type { AlarmReading } from '../../functions/platform/alarm-states.ts';
import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { holdAlarms } from '../../functions/steps/notify/hold-alarms.ts';
import { inMemoryAlarms } from '../doubles/in-memory-store.ts';
import { onePair } from '../doubles/one-pair.ts';

const NOW = Date.parse('2026-11-22T20:15:00.000Z');
const MINUTE = 60_000;
const since = (state: AlarmReading['state'], minutesAgo: number): AlarmReading => ({
  state,
  sinceMs: NOW - minutesAgo * MINUTE,
});

test.each<readonly [string, AlarmReading | undefined, AlarmReading | undefined, 0 | 1 | undefined]>([
  ['raised for the first time', since('ALARM', 0), since('INSUFFICIENT_DATA', 9), 1],
  ['raised and not held', since('ALARM', 5), since('OK', 100), 1],
  ['raised and held', since('ALARM', 5), since('ALARM', 4), undefined],
  ['over for less than half an hour', since('OK', 29.9), since('ALARM', 60), undefined],
  ['over for half an hour', since('OK', 30), since('ALARM', 60), 0],
  ['well', since('OK', 100), since('OK', 60), undefined],
  ['well from the start', since('OK', 1), since('INSUFFICIENT_DATA', 1), 0],
  ['not evaluated yet', since('INSUFFICIENT_DATA', 1), since('INSUFFICIENT_DATA', 1), undefined],
  ['unreadable', undefined, since('ALARM', 1), undefined],
  ['without its other part', since('OK', 1), undefined, 0],
])('an alarm that is %s', (_what, raised, held, value) => {
  expect(heldPoint(raised, held, NOW)).toBe(value);
});

const statesOf = (name: 'PrimaryUnsteady' | 'ServiceDown', raised: AlarmReading) => ({
  [alarmPartNameOf('support', name, 'Raised')]: raised,
  [alarmPartNameOf('support', name, 'Held')]: since('OK', 100),
});

test('each alarm has a metric of its own, and nothing is published where nothing changes', async () => {
  const house = onePair();
  const ask = async (states: Readonly<Record<string, AlarmReading>>) => {
    const { metrics, clock } = house.stores;
    await holdAlarms({ alarms: inMemoryAlarms(states), metrics, clock }, { settings: house.pair });
    return metrics.points.map(({ name, value }) => [name, value]);
  };
  expect(
    await ask({ ...statesOf('PrimaryUnsteady', since('OK', 99)), ...statesOf('ServiceDown', since('OK', 99)) }),
  ).toEqual([]);
  expect(await ask(statesOf('PrimaryUnsteady', since('ALARM', 1)))).toEqual([['PrimaryUnsteady', 1]]);
  expect((await ask(statesOf('ServiceDown', since('ALARM', 1)))).at(-1)).toEqual(['ServiceUnsteady', 1]);
});

test('reconcile does so every minute, and a failure there stops none of its other work', async () => {
  const house = onePair();
  const { tools, stores } = house;
  const alarms = inMemoryAlarms(statesOf('PrimaryUnsteady', since('ALARM', 1)));
  await reconcile({ ...tools, alarms })({}, () => 60_000);
  expect(stores.metrics.points.map(({ name }) => name)).toEqual(['PrimaryUnsteady']);
  const metrics = { put: () => Promise.reject(new Error('throttled')) };
  const started = inMemoryAlarms({
    ...statesOf('PrimaryUnsteady', since('ALARM', 1)),
    'Twinbox-support-PrimaryDown': { state: 'ALARM', sinceMs: house.clock.nowMs() - 5 * MINUTE },
  });
  await expect(reconcile({ ...tools, metrics, alarms: started })({}, () => 60_000)).rejects.toThrow('throttled');
  expect(stores.executions.started.size).toBe(1);
});
