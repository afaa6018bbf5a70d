// PeopleMuted: muting an alarm silences notifications but stops no failover. The inspection notifies operators without
// that alarm.
import { inspect } from '../../functions/steps/monitor/inspect.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const run = (house: House) => inspect(house.tools)();
const muted = (house: House): void => {
  house.stores.reach.seen = {
    alarms: [
      { name: 'Twinbox-support-PrimaryUnsteady', muted: 'mute rule night' },
      { name: 'Twinbox-support-ServiceDown', muted: 'its actions are disabled' },
      { name: 'Twinbox-support-SplitBrain' },
    ],
    subscriptions: [
      { protocol: 'email', to: 'day@example.com', confirmed: true },
      { protocol: 'email', to: 'night@example.com', confirmed: false },
    ],
  };
};
const messages = ({ stores }: House) => stores.messages.messages;

test('the inspection notifies each reason separately, with the pause that would stop a failover', async () => {
  const house = onePair();
  muted(house);
  const { evidence } = await run(house);
  expect(evidence).toEqual([
    'support: PeopleMuted: operators get no notifications from alarms of support: mute rule night mutes Twinbox-support-PrimaryUnsteady',
    'support: PeopleMuted: operators get no notifications from alarms of support: its actions are disabled: Twinbox-support-ServiceDown',
    'support: PeopleMuted: subscriptions are not confirmed and get no notifications: email night@example.com',
  ]);
  expect(messages(house)).toHaveLength(1);
  expect(messages(house)[0]?.subject).toBe('support: PeopleMuted: notifications do not reach all operators');
  expect(messages(house)[0]?.body).toContain('This does not stop a failover');
  expect(messages(house)[0]?.body).toContain('"kind":"pause"');
});

test('it raises no alarm, and does not make the standby unfit', async () => {
  const house = onePair();
  muted(house);
  await run(house);
  expect(house.stores.metrics.points.find(({ name }) => name === 'StandbyUnfit')?.value).toBe(0);
});

test('the status reports it, and reports if it is unknown', async () => {
  const house = onePair();
  muted(house);
  await run(house);
  const { state } = await walk(house, { kind: 'status' }, { name: 'person-00000001' });
  expect(state.operate?.evidence.join('\n')).toContain('PeopleMuted: subscriptions are not confirmed');
  const other = onePair();
  other.tools.reach = { ...other.stores.reach, read: () => Promise.reject(new Error('AccessDenied')) };
  await run(other);
  const asked = await walk(other, { kind: 'status' }, { name: 'person-00000001' });
  expect(asked.state.operate?.evidence).toContain('whether alarms reach the operators: not checked');
});

test('a continuing finding is notified once a day, a new one at once, and one that comes and goes not each time', async () => {
  const house = onePair();
  muted(house);
  for (let minute = 0; minute < 30; minute += 1) {
    await run(house);
    house.clock.pass(60);
  }
  expect(messages(house)).toHaveLength(1);
  house.stores.reach.seen = { ...house.stores.reach.seen, alarms: [{ name: 'x', muted: 'it does not exist' }] };
  await run(house);
  expect(messages(house)).toHaveLength(2);
  for (let turn = 0; turn < 20; turn += 1) {
    house.clock.pass(660);
    if (turn % 2 === 0) house.stores.reach.seen = { ...house.stores.reach.seen, alarms: [] };
    else muted(house);
    await run(house);
  }
  expect(messages(house)).toHaveLength(2);
  house.clock.pass(24 * 3600);
  await run(house);
  expect(messages(house)).toHaveLength(3);
});

test('no subscription at all is a separate finding', async () => {
  const house = onePair();
  house.stores.reach.seen = { alarms: [], subscriptions: [] };
  expect((await run(house)).evidence).toEqual([
    'support: PeopleMuted: nobody is subscribed to the notifications of Twinbox',
  ]);
});

test('a notification that could not be sent is sent by the next inspection that checks', async () => {
  const house = onePair();
  muted(house);
  const { messages: kept } = house.tools;
  house.tools.messages = { ...kept, notify: () => Promise.reject(new Error('SNS is away')) };
  await run(house);
  house.tools.messages = kept;
  house.clock.pass(300);
  await run(house);
  expect(messages(house)).toHaveLength(1);
});

test('none of it stops a failover: the alarm state starts it even if muted', async () => {
  const house = onePair();
  muted(house);
  await run(house);
  kill(house);
  expect((await walk(house, { trigger: 'alarm' })).end).toBe('SUCCEEDED');
});

describe('how often', () => {
  const counted = (house: House) => {
    let reads = 0;
    let away = false;
    const { reach } = house.tools;
    house.tools.reach = {
      ...reach,
      read: (pair) => {
        reads += 1;
        return away ? Promise.reject(new Error('AccessDenied')) : reach.read(pair);
      },
    };
    const deny = (): void => {
      away = true;
    };
    return { reads: () => reads, deny };
  };

  test('it asks every five minutes, not at each inspection', async () => {
    const house = onePair();
    const { reads } = counted(house);
    for (let minute = 0; minute < 20; minute += 1) {
      await run(house);
      house.clock.pass(60);
    }
    expect(reads()).toBe(4);
  });

  test('findings that are new each time are notified at most every ten minutes', async () => {
    const house = onePair();
    for (let minute = 0; minute < 60; minute += 5) {
      house.stores.reach.seen = {
        ...house.stores.reach.seen,
        alarms: [{ name: 'x', muted: `mute rule number ${minute}` }],
      };
      await run(house);
      house.clock.pass(300);
    }
    expect(messages(house)).toHaveLength(6);
  });

  test('what was read an hour ago is unknown now', async () => {
    const house = onePair();
    muted(house);
    const { deny } = counted(house);
    await run(house);
    deny();
    house.clock.pass(3_000);
    expect((await run(house)).evidence).toHaveLength(3);
    house.clock.pass(900);
    expect((await run(house)).evidence.join()).not.toContain('PeopleMuted');
  });
});
