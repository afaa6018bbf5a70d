// What reconcile handles every minute: leases of ended executions, continuing outages, and what blocks a recovery.
import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { inMemoryAlarms, inMemorySettings } from '../doubles/in-memory-store.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { type Walked, walk } from '../doubles/walk.ts';

const remaining = () => 50_000;
const stopAt = (house: House, state: string): Promise<Walked> =>
  walk(house, { trigger: 'alarm' }, { before: (at) => (at === state ? 'stop' : undefined) });

describe('reconcile', () => {
  const standing = (house: House, seconds: number) => {
    const sinceMs = house.clock.nowMs() - seconds * 1000;
    return { ...house.tools, alarms: inMemoryAlarms({ 'Twinbox-support-PrimaryDown': { state: 'ALARM', sinceMs } }) };
  };

  test('closes out a lease whose execution has ended, even without an event', async () => {
    const house = onePair();
    kill(house);
    await stopAt(house, 'Fence');
    const { evidence } = await reconcile(house.tools)({}, remaining);
    expect(evidence[0]).toContain('Reconcile closed it out');
    expect(house.stores.records.now(house.pair).lease).toBeUndefined();
  });

  test('leaves one that has just ended to the event of its end, so that operators are notified once', async () => {
    const house = onePair();
    kill(house);
    const { execution } = await stopAt(house, 'Fence');
    house.stores.executions.set(execution, 'ABORTED', house.clock.nowMs());
    house.clock.pass(29);
    const { evidence } = await reconcile(house.tools)({}, remaining);
    expect(evidence[0]).toContain('its event closes it out');
    expect(house.stores.records.now(house.pair).lease).toBeDefined();
    expect(house.stores.messages.messages).toEqual([]);
    house.clock.pass(1);
    await reconcile(house.tools)({}, remaining);
    expect(house.stores.records.now(house.pair).lease).toBeUndefined();
    expect(house.stores.messages.messages).toHaveLength(1);
  });

  test('does not change a running recovery', async () => {
    const house = onePair();
    kill(house);
    const { execution } = await stopAt(house, 'Fence');
    house.stores.executions.set(execution, 'RUNNING');
    await reconcile(house.tools)({}, remaining);
    expect(house.stores.records.now(house.pair).lease).toBeDefined();
    expect(house.stores.executions.started.size).toBe(0);
  });

  test('starts one recovery for a continuing outage, however often it runs within a minute', async () => {
    const house = onePair();
    await reconcile(standing(house, 61))({}, remaining);
    await reconcile(standing(house, 61))({}, remaining);
    expect([...house.stores.executions.started]).toEqual([
      [
        'support-standing-20261122T201500Z',
        { pair: 'support', kind: 'failover', trigger: 'alarm', outageSince: '2026-11-22T20:14:02.000Z' },
      ],
    ]);
  });

  test('waits a minute for the event rule to start one first', async () => {
    const house = onePair();
    await reconcile(standing(house, 59))({}, remaining);
    expect(house.stores.executions.started.size).toBe(0);
  });

  test('starts nothing while something blocks, and reports what', async () => {
    const house = onePair();
    house.stores.records.put(house.pair, (record) => ({
      ...record,
      pause: { reason: 'patch day', until: '2026-11-23T00:00:00.000Z' },
    }));
    const { evidence } = await reconcile(standing(house, 61))({}, remaining);
    expect(house.stores.executions.started.size).toBe(0);
    expect(evidence[0]).toContain('patch day');
  });

  test('notifies what blocks a recovery at once and again every ten minutes, and another block at once', async () => {
    const house = onePair();
    const pausedUntil = (until: string) =>
      house.stores.records.put(house.pair, (record) => ({ ...record, pause: { reason: 'patch day', until } }));
    pausedUntil('2026-11-22T23:00:00.000Z');
    const sinceMs = house.clock.nowMs() - 61_000;
    const alarms = inMemoryAlarms({ 'Twinbox-support-PrimaryDown': { state: 'ALARM', sinceMs } });
    const counts: number[] = [];
    for (let minute = 0; minute <= 10; minute += 1) {
      await reconcile({ ...house.tools, alarms })({}, remaining);
      counts.push(house.stores.messages.messages.length);
      house.clock.pass(60);
    }
    expect(counts).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
    const [message] = house.stores.messages.messages;
    expect(message?.subject).toBe('support: still down, and no recovery is started: paused');
    expect(message?.body).toContain('Resume it first with {"pair": "support", "kind": "resume"}');
    pausedUntil('2026-11-22T20:00:00.000Z');
    const lastRecovery = {
      recoveryId: 'r1',
      kind: 'failover',
      outcome: 'moved',
      epoch: 1,
      endedAt: house.clock.iso(),
    } as const;
    house.stores.records.put(house.pair, (record) => ({ ...record, lastRecovery }));
    house.clock.pass(60);
    await reconcile({ ...house.tools, alarms })({}, remaining);
    expect(house.stores.messages.messages.at(-1)?.subject).toContain('cooling-down');
    expect(house.stores.messages.messages).toHaveLength(3);
    expect(house.stores.executions.started.size).toBe(0);
  });

  test('notifies again within a minute of a block whose notification failed', async () => {
    const house = onePair();
    const pause = { reason: 'patch day', until: '2026-11-23T00:00:00.000Z' };
    house.stores.records.put(house.pair, (record) => ({ ...record, pause }));
    const away = { ...standing(house, 61), messages: { notify: () => Promise.reject(new Error('SNS is away')) } };
    await expect(reconcile(away)({}, remaining)).rejects.toThrow('SNS is away');
    await reconcile(standing(house, 61))({}, remaining);
    expect(house.stores.messages.messages).toHaveLength(1);
  });

  test('reminds operators every day of a pause, and not before', async () => {
    const house = onePair();
    await walk(house, { kind: 'pause', reason: 'patch day', hours: 60 });
    const counts: number[] = [];
    for (let hour = 0; hour <= 61; hour += 1) {
      await reconcile(house.tools)({}, remaining);
      counts.push(house.stores.messages.messages.length - 1);
      house.clock.pass(3_600);
    }
    expect([counts[23], counts[24], counts[47], counts[48], counts[61]]).toEqual([0, 1, 1, 2, 2]);
    expect(house.stores.messages.messages.at(-1)).toMatchObject({
      subject: expect.stringContaining('support is still paused'),
      body: expect.stringContaining('{"pair":"support","kind":"resume"}'),
    });
  });

  test('a pause without a start counts from when it is first read, and ends after seven days', async () => {
    const house = onePair();
    const pause = { reason: 'patch day', until: '9999-12-31T00:00:00.000Z' };
    house.stores.records.put(house.pair, (record) => ({ ...record, pause }));
    await reconcile(house.tools)({}, remaining);
    expect(house.stores.messages.messages).toHaveLength(0);
    house.clock.pass(7 * 86_400);
    await reconcile(standing(house, 61))({}, remaining);
    expect(house.stores.executions.started.size).toBe(1);
  });

  test('one pair that cannot be read is reported and never hides another', async () => {
    const house = onePair();
    kill(house);
    await stopAt(house, 'Fence');
    const settings = { ...inMemorySettings(house.pair), pairs: () => ['lost', 'support'] };
    await expect(reconcile({ ...house.tools, settings })({}, remaining)).rejects.toMatchObject({
      name: 'PairsUnreadable',
    });
    expect(house.stores.records.now(house.pair).lease).toBeUndefined();
  });
});
