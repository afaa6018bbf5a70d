// Begin: what it accepts, who gets the lease, and who must wait or end.
import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { closeOut } from '../../functions/steps/recovery/end/close-out.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { inMemorySettings } from '../doubles/in-memory-store.ts';
import { type House, kill, onePair, pairWith } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const start = (house: House, input: unknown, name = 'person-0a1b2c3d', state: object = {}) =>
  begin(house.tools)(
    { input, state, execution: `${EXECUTIONS}:${name}`, startedAt: '2026-11-22T20:15:03.000Z' },
    () => 30_000,
  );

test('{} starts a failover of the only pair, by a person', async () => {
  const house = onePair();
  const { recovery, begin: answer } = await start(house, {});
  expect(answer).toMatchObject({ outcome: 'recover', attempt: 1 });
  expect(recovery).toMatchObject({
    recoveryId: '20261122T201503Z-0a1b2c3d',
    pair: 'support',
    kind: 'failover',
    trigger: 'person',
    epoch: 1,
    from: 'london',
    to: 'dublin',
  });
});

test.each([
  ['a string', 'failover', /must be a JSON object/],
  ['an unknown kind', { kind: 'explode' }, /kind must be "failover" or "drill" or "fence" or "switchover" or/],
  ['a pause without its end', { kind: 'pause', reason: 'patch' }, /until is missing/],
  [
    'a pause whose end is not a time',
    { kind: 'pause', reason: 'patch day', until: 'tomorrow' },
    /until must be a time like/,
  ],
])('%s is refused', async (_what, input, message) => {
  await expect(start(onePair(), input)).rejects.toMatchObject({
    name: 'WrongInput',
    message: expect.stringMatching(message),
  });
});

test('with two pairs the input must name the pair, and an unknown one is answered with the known pairs', async () => {
  const house = onePair();
  Object.assign(house.tools, { settings: inMemorySettings(house.pair, pairWith({}, 'access')) });
  await expect(start(house, {})).rejects.toMatchObject({
    name: 'WrongInput',
    message: expect.stringContaining('support, access'),
  });
  await expect(start(house, { pair: 'suport' })).rejects.toMatchObject({
    name: 'UnknownPairError',
    hint: 'Pairs are: support, access.',
  });
});

test('a second run after a lost answer gives the same answer and takes no second epoch', async () => {
  const house = onePair();
  const first = await start(house, {});
  house.stores.records.put(house.pair, (record) => ({ ...record, primary: 'dublin' }));
  const second = await start(house, {});
  expect(second.recovery).toEqual(first.recovery);
  expect(house.stores.records.now(house.pair).epoch).toBe(1);
});

test('two alarms at once: the second ends, reports that, and does not take the first one’s lease', async () => {
  const house = onePair();
  house.stores.executions.set(`${EXECUTIONS}:alarm-00000001`, 'RUNNING');
  await start(house, { trigger: 'alarm' }, 'alarm-00000001');
  const { begin: answer, recovery } = await start(house, { trigger: 'alarm' }, 'alarm-00000002');
  expect(answer.outcome).toBe('ended');
  expect(recovery).toBeUndefined();
  expect(house.stores.records.now(house.pair).lease?.owner).toBe(`${EXECUTIONS}:alarm-00000001`);
  expect(house.stores.messages.messages.map(({ subject }) => subject)).toEqual([
    'support: no recovery was started: another recovery has it',
  ]);
  expect([...house.stores.reports.reports.keys()]).toEqual(['reports/support/20261122T201503Z-00000002/report.json']);
  const page = house.stores.reports.pages.get('reports/support/20261122T201503Z-00000002/report.html');
  expect(page).toContain('<h1>support: no recovery was started: another recovery has it</h1>');
});

test('an outage waits for a dry run that is under way, and does not end because of it', async () => {
  const house = onePair();
  house.stores.executions.set(`${EXECUTIONS}:person-dryrun01`, 'RUNNING');
  await start(house, { dryRun: true }, 'person-dryrun01');
  const { begin: answer } = await start(house, { trigger: 'alarm' }, 'alarm-00000002');
  expect(answer.outcome).toBe('again');
});

describe('a run that died with the lease', () => {
  /** Its execution has ended, and the event of its end has not come. */
  const orphaned = async () => {
    const house = onePair();
    kill(house);
    const before = (state: string) => (state === 'MoveTraffic' ? 'stop' : undefined);
    return { house, stopped: await walk(house, {}, { name: 'first-00000001', before }) };
  };
  const leftTo = (house: House) => house.stores.records.now(house.pair);

  test('keeps it until its last function has ended, and then until close-out has come: Begin waits for both', async () => {
    const { house, stopped } = await orphaned();
    const early = await start(house, {}, 'second-00000002');
    expect(early.begin).toMatchObject({ outcome: 'again', evidence: [expect.stringContaining('may still run until')] });
    house.clock.pass(60);
    const orphan = await start(house, {}, 'second-00000002', early);
    expect(orphan.begin).toMatchObject({
      outcome: 'again',
      evidence: [expect.stringContaining('waits until it is closed out')],
    });
    expect(leftTo(house).lease?.recoveryId).toMatch(/-00000001$/);
    expect(house.stores.messages.messages).toEqual([]);

    const startDate = Date.parse(stopped.startedAt);
    await closeOut(house.tools)(
      { detail: { executionArn: stopped.execution, status: 'ABORTED', startDate } },
      () => 50_000,
    );
    expect(leftTo(house).hold).toMatchObject({ reason: 'ExecutionStopped', phase: 'Promote' });
    house.clock.pass(70);
    const { recovery } = await start(house, {}, 'second-00000002', orphan);
    expect(recovery).toMatchObject({ epoch: 2, from: 'london', to: 'dublin' });
    expect(house.stores.messages.messages).toHaveLength(1);
  });

  test('leaves it to reconcile where the event was lost', async () => {
    const { house } = await orphaned();
    house.clock.pass(60);
    expect((await start(house, {}, 'second-00000002')).begin.outcome).toBe('again');
    expect((await reconcile(house.tools)({}, () => 50_000)).evidence[0]).toContain('Reconcile closed it out');
    house.clock.pass(70);
    expect((await start(house, {}, 'second-00000002')).recovery).toMatchObject({ epoch: 2, to: 'dublin' });
  });

  test('is closed out by Begin where neither has come within two minutes, and a person’s run continues', async () => {
    const { house } = await orphaned();
    house.clock.pass(200);
    const closed = await start(house, {}, 'second-00000002');
    expect(closed.begin).toMatchObject({ outcome: 'again', attempt: 1 });
    expect(leftTo(house).hold).toMatchObject({ reason: 'ExecutionStopped', phase: 'Promote' });
    expect(house.stores.messages.messages).toHaveLength(1);
    house.clock.pass(60);
    expect((await start(house, {}, 'second-00000002', closed)).recovery).toMatchObject({ epoch: 2, to: 'dublin' });
  });

  test('is closed out as soon as its last function has ended, where that takes longer than two minutes', async () => {
    const { house, stopped } = await orphaned();
    house.stores.executions.set(stopped.execution, 'ABORTED', house.clock.nowMs());
    const notAfter = new Date(house.clock.nowMs() + 600_000).toISOString();
    house.stores.records.put(house.pair, ({ lease, ...record }) => ({
      ...record,
      ...(lease && { lease: { ...lease, notAfter } }),
    }));
    house.clock.pass(599);
    expect((await start(house, {}, 'second-00000002')).begin.evidence[0]).toContain('may still run until');
    house.clock.pass(2);
    await start(house, {}, 'second-00000002');
    expect(leftTo(house).hold).toMatchObject({ reason: 'ExecutionStopped' });
  });

  test('is closed out even if nobody knows its execution any more', async () => {
    const { house, stopped } = await orphaned();
    house.stores.executions.set(stopped.execution, 'UNKNOWN');
    house.clock.pass(60);
    expect((await start(house, {}, 'second-00000002')).begin.outcome).toBe('again');
    expect(leftTo(house).hold).toBeUndefined();
    house.clock.pass(140);
    await start(house, {}, 'second-00000002');
    expect(leftTo(house).hold).toMatchObject({ reason: 'ExecutionEnded' });
  });

  test('is not passed over where its last function ends between two readings of the record', async () => {
    const { house } = await orphaned();
    const { records } = house.tools;
    const late: typeof records = {
      ...records,
      change: (settings, change) => {
        house.clock.pass(60);
        return records.change(settings, change);
      },
    };
    Object.assign(house.tools, { records: late });
    expect((await start(house, {}, 'second-00000002')).begin.outcome).toBe('again');
    expect(leftTo(house)).toMatchObject({ epoch: 1, lease: { recoveryId: expect.stringMatching(/-00000001$/) } });
  });

  test('leaves a hold from after the fence, which stops the alarm but not a person', async () => {
    const { house } = await orphaned();
    house.clock.pass(200);
    const { begin: answer } = await start(house, { trigger: 'alarm' }, 'alarm-00000002');
    expect(answer.outcome).toBe('ended');
    expect(answer.evidence[0]).toContain('on hold');
  });
});

test('a paused pair starts no recovery, not even for a person', async () => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    pause: { reason: 'patch day', until: '2026-11-23T00:00:00.000Z' },
  }));
  expect((await start(house, {})).begin).toMatchObject({ outcome: 'ended' });
  expect(house.stores.records.now(house.pair).epoch).toBe(0);
});

test('the last attempt halts if the lease is still taken', async () => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({ ...record, leaseBlockedUntil: '2026-11-23T00:00:00.000Z' }));
  const state = { begin: { outcome: 'again', attempt: 99, evidence: [] } };
  await expect(start(house, {}, 'person-0a1b2c3d', state)).rejects.toMatchObject({ name: 'PhaseTimedOut' });
});
