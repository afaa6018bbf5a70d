// Repeated automatic notifications are limited and counted. An end, or anything that needs a person, never is.
import { failure } from '../../functions/domain/failure/failure.ts';
import { notifyBounded } from '../../functions/steps/notify/notify-bounded.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';
import { readSource } from '../house/source-files.ts';

const subjects = ({ stores }: House): readonly string[] => stores.messages.messages.map(({ subject }) => subject);
const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<readonly T[]> =>
  Array.from({ length: count }).reduce<Promise<readonly T[]>>(
    async (before, _, index) => [...(await before), await work(index)],
    Promise.resolve([]),
  );
const byAlarm = (house: House, index: number, before?: (state: string) => 'stop' | undefined) =>
  walk(house, { trigger: 'alarm' }, { name: `alarm-${String(index).padStart(8, '0')}`, ...(before && { before }) });

test('twenty events of one alarm during a pause send three notifications and a count', async () => {
  const house = onePair();
  kill(house);
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    pause: { reason: 'upgrade', until: '2030-01-01T00:00:00Z' },
  }));
  await times(20, (index) => byAlarm(house, index));
  expect(subjects(house)).toEqual(Array(3).fill('support: no recovery was started: paused'));
  expect(house.stores.messages.messages[2]?.body).toContain(
    'Twinbox holds back further notifications like this one for 10 min',
  );
  house.clock.pass(660);
  await byAlarm(house, 20);
  expect(house.stores.messages.messages[3]?.body).toContain(
    'Twinbox has held back 17 more notifications like this one',
  );
});

test('a primary that goes up and down for an hour: operators are notified of three recoveries that stood down, then of one in ten minutes', async () => {
  const house = onePair();
  await times(60, async (index) => {
    house.clock.pass(60);
    await byAlarm(house, index);
  });
  expect(subjects(house).length).toBeLessThanOrEqual(3 + 7);
  expect(subjects(house).every((subject) => subject.includes('stood down'))).toBe(true);
  const { state } = await walk(house, { kind: 'status' }, { name: 'person-00000001' });
  expect(state.operate?.evidence.join('\n')).toMatch(/\d+ notifications of kind stood-down have been held back since/);
});

test('a notified start of a failover always has a notified end, however many there were', async () => {
  const house = onePair();
  const dies = (state: string): undefined => {
    const { london } = house.world.appliances;
    if (london && state === 'Begin') london.probe = 'silent';
    if (london && state === 'AwaitDecision') london.probe = 'healthy';
    return undefined;
  };
  await times(12, async (index) => {
    house.clock.pass(60);
    await byAlarm(house, index, dies);
  });
  const begins = house.stores.messages.progress.filter(({ subject }) => subject.includes('failover to dublin begins'));
  expect(begins.length).toBeLessThan(12);
  expect(begins.length).toBeGreaterThanOrEqual(3);
  for (const { body } of begins) {
    const [, recoveryId = 'none'] = /^Recovery (\S+), epoch/m.exec(body) ?? [];
    expect(
      house.stores.messages.messages.filter((message) => message.body.includes(`(recovery ${recoveryId}, epoch`)),
    ).toHaveLength(1);
  }
});

test('halts, failed fences and moves are never bounded', async () => {
  const house = onePair();
  kill(house);
  kill(house, 'dublin');
  await times(6, (index) => {
    house.clock.pass(400);
    return byAlarm(house, index);
  });
  expect(subjects(house)).toEqual(Array(6).fill(expect.stringContaining('HALTED')));
});

const FULL = (house: House) => ({ at: house.clock.iso(), notified: 9, held: 0 });

test('an end is held back only if an alarm repeats it: not one that a person started, nor one whose start was notified', async () => {
  const house = onePair();
  const full = () =>
    house.stores.records.put(house.pair, (record) => ({ ...record, notices: { 'stood-down': FULL(house) } }));
  full();
  await byAlarm(house, 0);
  expect(subjects(house)).toEqual([]);
  full();
  await walk(house, { kind: 'failover' }, { name: 'person-00000001' });
  expect(subjects(house)).toEqual([expect.stringContaining('stood down')]);
  full();
  const { london } = house.world.appliances;
  await byAlarm(house, 1, (state) => {
    if (london) london.probe = state === 'AwaitDecision' ? 'healthy' : 'silent';
    return undefined;
  });
  expect(house.stores.messages.progress.map(({ subject }) => subject)).toContainEqual(
    expect.stringContaining('failover to dublin begins'),
  );
  expect(subjects(house)).toEqual(Array(2).fill(expect.stringContaining('stood down')));
});

test('what would have been done is bounded, what was done never', async () => {
  const watched = onePair({ automation: 'observe' });
  kill(watched);
  watched.stores.records.put(watched.pair, (record) => ({
    ...record,
    notices: { 'would-have-acted': FULL(watched), 'no-recovery': FULL(watched), begins: FULL(watched) },
  }));
  const { path } = await byAlarm(watched, 0);
  expect(path.at(-1)).toBe('Finish');
  expect(subjects(watched)).toEqual([]);

  const house = onePair();
  kill(house);
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    notices: { moved: FULL(house), begins: FULL(house) },
  }));
  await byAlarm(house, 0);
  expect(subjects(house)).toEqual([expect.stringContaining('moved from london to dublin')]);
});

test('operators are notified even if the record cannot be read or the count not be stored', async () => {
  const house = onePair();
  const full = { at: house.clock.iso(), notified: 9, held: 0 };
  house.stores.records.put(house.pair, (record) => ({ ...record, notices: { ready: full } }));
  const away = () => Promise.reject(failure('PairRecordUnreadable', 'S3 is away', 'Wait.'));
  const message = { subject: 'ready', body: 'ready' };
  const about = { kind: 'ready', recoveryId: '20261122T200000Z-a1b2c3d4' };
  const { records, messages } = house.stores;
  expect(await notifyBounded({ messages, records }, house.pair, about, message)).toBe('held');
  expect(await notifyBounded({ messages, records: { ...records, read: away } }, house.pair, about, message)).toBe(
    'sent',
  );
  expect(await notifyBounded({ messages, records: { ...records, change: away } }, house.pair, about, message)).toBe(
    'sent',
  );
  expect(subjects(house)).toEqual(['ready', 'ready']);
});

/** Every file that sends notifications, and what limits it, or why nothing does. A new sender needs a line here. */
const SENDERS: Readonly<Record<string, string>> = {
  'recovery/restore/choice/ask-trust.ts': 'once per backup and recovery; it needs a person, and the recovery waits',
  'recovery/begin/begin-recovery.ts': 'notifyBounded: one kind per trigger and block',
  'recovery/end/close-out.ts': 'an end: once per stopped execution, three times if Lambda retries',
  'recovery/confirm/confirm.ts': 'notifyRepeated: begins',
  'recovery/end/end-recovery.ts':
    'notifyBounded: an alarm that stood down or would have acted, unless its start was notified',
  'recovery/fence/fence.ts': 'a failed fence is never limited; once per recovery',
  'recovery/confirm/ask-approval.ts': 'every ten minutes while a recovery waits for a person',
  'recovery/restore/choice/notify-loss.ts': 'once per restore point that a person named',
  'recovery/planned/shut-down.ts': 'once per switchover, which a person started and which waits for it',
  'recovery/end/halt.ts': 'a halt is never limited',
  'monitor/handle-split-brain.ts': 'every ten minutes, by quarantined.notifiedAt',
  'notify/notify-bounded.ts': 'it is the limit',
  'recovery/notify-progress.ts': 'its callers are limited, or a person started them',
  'operate/set-primary.ts': 'started by a person, never automatically',
  'operate/operate.ts': 'started by a person, never automatically',
  'recovery/end/publish-report.ts': 'the end of a recovery; end-recovery.ts limits what an alarm repeats',
  'monitor/reconcile.ts': 'every ten minutes per outage and block, by blockNotified',
  'notify/notify-never-reported.ts': 'at once, then once a day, by neverReported.notifiedAt',
  'monitor/remind-of-pause.ts': 'once a day, by pause.notifiedAt',
  'monitor/inspect-people.ts':
    'at once if new, at most every ten minutes, once a day while it continues: inspection.people.notifiedAt',
  'capture/notify-captures.ts': 'once per kind of suspicion or once a day, by backupsNotified',
  'recovery/begin/zone-epoch.ts': 'once per deployment: the record is fresh only until then',
};

test('every sender of a notification has a limit, or a reason why it has none', () => {
  const senders = readSource(['functions'])
    .filter(({ text }) => /\.notify\(|\bnotify(?:Bounded|Progress|Repeated)\(/.test(text))
    .map(({ path }) => path.replace('functions/steps/', ''));
  expect(senders.toSorted()).toEqual(Object.keys(SENDERS).toSorted());
});
