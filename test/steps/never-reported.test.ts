// A watcher or an inspector that never started: the alarms on its silence wait for their first metrics, so reconcile
// notifies operators.
import type { AlarmReading } from '../../functions/platform/alarm-states.ts';
import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { inMemoryAlarms } from '../doubles/in-memory-store.ts';
import { type House, onePair } from '../doubles/one-pair.ts';

const remaining = () => 50_000;
const STATES = { silent: ['ALARM', 'INSUFFICIENT_DATA'], heard: ['OK', 'ALARM'], died: ['ALARM', 'ALARM'] } as const;

/**
 * The parts of the three alarms, each in its state since the clock's start; an alarm that is not named has reported.
 */
const alarmsOf = (sinceMs: number, states: Readonly<Record<string, keyof typeof STATES>>) => {
  const parts = ['WatcherSilent', 'BackupStale', 'StandbyUnfit'].flatMap((alarm): [string, AlarmReading][] => {
    const [condition, armed] = STATES[states[alarm] ?? 'heard'];
    return [
      [`Twinbox-support-${alarm}-Condition`, { state: condition, sinceMs }],
      [`Twinbox-support-${alarm}-Armed`, { state: armed, sinceMs }],
    ];
  });
  return inMemoryAlarms(Object.fromEntries(parts));
};
const subjects = ({ stores }: House) => stores.messages.messages.map(({ subject }) => subject);

/** Reconciles every so many seconds. @returns the number of messages after each time. */
const reconcileOften = async (
  house: House,
  times: number,
  seconds: number,
  states: Readonly<Record<string, keyof typeof STATES>>,
) => {
  const alarms = alarmsOf(house.clock.nowMs(), states);
  const counts: number[] = [];
  for (let index = 0; index < times; index += 1) {
    await reconcile({ ...house.tools, alarms })({}, remaining);
    counts.push(house.stores.messages.messages.length);
    house.clock.pass(seconds);
  }
  return counts;
};

test('a watcher that never reported is notified after ten minutes, and then once a day', async () => {
  const house = onePair();
  const counts = await reconcileOften(house, 13, 60, { WatcherSilent: 'silent', BackupStale: 'silent' });
  expect(counts).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
  expect(subjects(house)).toEqual(['support: NeverReported: no data yet for WatcherSilent, BackupStale']);
  expect(house.stores.messages.messages[0]?.body).toContain('docs/runbook.md, section NeverReported');
  const daily = await reconcileOften(house, 26, 3_600, { WatcherSilent: 'silent', BackupStale: 'silent' });
  expect([daily[22], daily.at(-1)]).toEqual([1, 2]);
});

test('an inspector that never reported either is notified at once, within the day', async () => {
  const house = onePair();
  await reconcileOften(house, 12, 60, { WatcherSilent: 'silent' });
  await reconcileOften(house, 21, 60, { WatcherSilent: 'silent', StandbyUnfit: 'silent' });
  expect(subjects(house).map((subject) => subject.split(' for ').at(-1))).toEqual([
    'WatcherSilent',
    'WatcherSilent, StandbyUnfit',
  ]);
});

test('a watcher that has reported is left to its alarm, whether it runs or not', async () => {
  const house = onePair();
  await reconcileOften(house, 30, 60, { WatcherSilent: 'died' });
  expect(subjects(house)).toEqual([]);
});

test('alarms that do not exist are ignored', async () => {
  const house = onePair();
  house.clock.pass(3_600);
  const { evidence } = await reconcile(house.tools)({}, remaining);
  expect([subjects(house), evidence[0]]).toEqual([[], 'support: there is no outage']);
});

test('what could not be sent is sent within a minute', async () => {
  const house = onePair();
  const alarms = alarmsOf(house.clock.nowMs() - 700_000, { StandbyUnfit: 'silent' });
  const away = {
    ...house.tools,
    alarms,
    messages: { ...house.tools.messages, notify: () => Promise.reject(new Error('away')) },
  };
  await expect(reconcile(away)({}, remaining)).rejects.toThrow('away');
  await reconcile({ ...house.tools, alarms })({}, remaining);
  expect(subjects(house)).toHaveLength(1);
});
