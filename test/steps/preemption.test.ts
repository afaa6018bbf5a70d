// A failover during a drill: it stops a drill that has not begun to restore, and gives one that has some time to
// finish.

import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { closeOut } from '../../functions/steps/recovery/end/close-out.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { inMemoryAlarms } from '../doubles/in-memory-store.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { type Walked, walk } from '../doubles/walk.ts';

const remaining = () => 30_000;
const OWNER = `${EXECUTIONS}:person-drill001`;

/** A running drill that has not yet reached that state. */
const drillAt = async (state: string): Promise<{ readonly house: House; readonly drill: Walked }> => {
  const house = onePair({}, { quiet: 'attested' });
  const name = 'person-drill001';
  const drill = await walk(house, { kind: 'drill' }, { name, before: (at) => (at === state ? 'stop' : undefined) });
  house.stores.executions.set(drill.execution, 'RUNNING');
  kill(house);
  return { house, drill };
};

const ask = (house: House, input: unknown, attempt = 1) =>
  begin(house.tools)(
    {
      input,
      state: attempt > 1 ? { begin: { outcome: 'again', attempt: attempt - 1, evidence: [] } } : {},
      execution: `${EXECUTIONS}:alarm-00000002`,
      startedAt: house.clock.iso(),
    },
    remaining,
  );

test('a drill that has not begun to restore is stopped, after the record names the failover', async () => {
  const { house } = await drillAt('ConfirmDrill');
  const { begin: answer } = await ask(house, { trigger: 'alarm' });
  expect(answer).toMatchObject({ outcome: 'again', evidence: [expect.stringContaining('Twinbox stops the drill')] });
  expect(house.stores.executions.stopped).toEqual([OWNER]);
  expect(house.stores.records.now(house.pair).lease).toMatchObject({
    owner: OWNER,
    preemptedBy: expect.stringMatching(/-00000002$/),
  });
  expect(house.stores.records.now(house.pair).epoch).toBe(1);
});

test('a drill whose journal cannot be read may have begun to restore: it gets the time, and no more', async () => {
  const { house } = await drillAt('ConfirmDrill');
  const { journal } = house.tools;
  house.tools.journal = { ...journal, read: () => Promise.reject(new Error('AccessDenied')) };
  expect((await ask(house, { trigger: 'alarm' })).begin).toMatchObject({ outcome: 'again' });
  expect(house.stores.executions.stopped).toEqual([]);
  await ask(house, { trigger: 'alarm' }, 61);
  expect(house.stores.executions.stopped).toEqual([OWNER]);
});

test('the failover begins once the drill’s last function has ended, and the drill is notified as preempted, without a hold', async () => {
  const { house, drill } = await drillAt('ConfirmDrill');
  const { path, end, state } = await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000002' });
  expect(end).toBe('SUCCEEDED');
  expect(path).toContain('AwaitRestore');
  expect(state.recovery).toMatchObject({ kind: 'failover', epoch: 2 });
  expect(house.stores.executions.stopped).toEqual([OWNER]);
  const subjects = house.stores.messages.messages.map(({ subject }) => subject);
  expect(subjects).toEqual(['support: the drill was stopped for a failover', 'support moved from london to dublin']);
  const ofDrill = [...house.stores.reports.reports].find(
    ([key]) => key.includes(state.recovery?.recoveryId ?? '-') === false,
  );
  expect(ofDrill?.[1]).toMatchObject({ kind: 'drill', outcome: 'preempted', failure: { name: 'DrillPreempted' } });
  // Begin had closed it out: the late event of its end notifies nothing more.
  const detail = { executionArn: OWNER, status: 'ABORTED', startDate: Date.parse(drill.startedAt) };
  await closeOut(house.tools)({ detail }, remaining);
  expect(house.stores.messages.messages).toHaveLength(2);
});

test('the event of its end and reconcile wait as well, and an earlier end of its last function shortens the wait', async () => {
  const { house, drill } = await drillAt('ConfirmDrill');
  await ask(house, { trigger: 'alarm' });
  const detail = { executionArn: OWNER, status: 'ABORTED', startDate: Date.parse(drill.startedAt) };
  expect((await closeOut(house.tools)({ detail }, remaining)).evidence).toEqual(['support: later']);
  expect((await reconcile(house.tools)({}, remaining)).evidence[0]).toContain('its event closes it out');
  // Without a known end there is no event to wait for.
  house.stores.executions.set(OWNER, 'ABORTED');
  expect((await reconcile(house.tools)({}, remaining)).evidence[0]).toContain('its last function may still be running');
  expect(house.stores.messages.messages).toEqual([]);
  house.clock.pass(60);
  expect((await reconcile(house.tools)({}, remaining)).evidence[0]).toContain('Reconcile closed it out');
  expect(house.stores.records.now(house.pair)).toMatchObject({ lastRecovery: { kind: 'drill', outcome: 'preempted' } });
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
});

test('a drill that restores gets ten minutes to finish, then it is stopped', async () => {
  const { house } = await drillAt('AwaitRestore');
  const { begin: answer } = await ask(house, { trigger: 'alarm' }, 60);
  expect(answer).toMatchObject({ outcome: 'again', evidence: [expect.stringContaining('waits for its end')] });
  expect(house.stores.executions.stopped).toEqual([]);
  await ask(house, { trigger: 'alarm' }, 61);
  expect(house.stores.executions.stopped).toEqual([OWNER]);
});

test.each([
  ['a dry run', { dryRun: true }],
  ['another drill', { kind: 'drill' }],
])('%s ends and does not stop the drill', async (_what, input) => {
  const { house } = await drillAt('ConfirmDrill');
  const { begin: answer } = await ask(house, input);
  expect(answer).toMatchObject({
    outcome: 'ended',
    evidence: [expect.stringContaining('has the lease and is running')],
  });
  expect(house.stores.executions.stopped).toEqual([]);
});

test('a blocked failover does not stop the drill', async () => {
  const { house } = await drillAt('ConfirmDrill');
  const pause = { reason: 'patch day', until: '2026-11-23T00:00:00.000Z' };
  house.stores.records.put(house.pair, (record) => ({ ...record, pause }));
  const { begin: answer } = await ask(house, { trigger: 'alarm' });
  expect(answer).toMatchObject({ outcome: 'ended', evidence: [expect.stringContaining('patch day')] });
  expect(house.stores.executions.stopped).toEqual([]);
});

test('a failover waits for a dry run of a drill, as for any dry run', async () => {
  const house = onePair({}, { quiet: 'attested' });
  const name = 'person-drill001';
  await walk(house, { kind: 'drill', dryRun: true }, { name, before: (at) => (at === 'Prepare' ? 'stop' : undefined) });
  house.stores.executions.set(OWNER, 'RUNNING');
  const { begin: answer } = await ask(house, { trigger: 'alarm' });
  expect(answer).toMatchObject({ outcome: 'again', evidence: [expect.stringContaining('waits for the dry run')] });
  expect(house.stores.executions.stopped).toEqual([]);
});

test('a drill stopped by hand leaves no hold, and operators are notified that it failed', async () => {
  const { house, drill } = await drillAt('CheckStandby');
  house.stores.executions.set(OWNER, 'ABORTED');
  house.clock.pass(60);
  const detail = { executionArn: OWNER, status: 'ABORTED', startDate: Date.parse(drill.startedAt) };
  await closeOut(house.tools)({ detail }, remaining);
  const record = house.stores.records.now(house.pair);
  expect(record).toMatchObject({ lastRecovery: { kind: 'drill', outcome: 'halted' } });
  expect([record.hold, record.lease]).toEqual([undefined, undefined]);
  expect(house.stores.messages.messages.map(({ subject }) => subject)).toEqual([
    'support drill failed: ExecutionStopped',
  ]);
});

test('reconcile also starts a recovery for an outage during a drill, unless a failover already waits', async () => {
  const { house } = await drillAt('AwaitRestore');
  const sinceMs = house.clock.nowMs() - 61_000;
  const tools = {
    ...house.tools,
    alarms: inMemoryAlarms({ 'Twinbox-support-PrimaryDown': { state: 'ALARM', sinceMs } }),
  };
  expect((await reconcile(tools)({}, remaining)).evidence[0]).toContain('the outage continues: started');
  expect(house.stores.executions.started.size).toBe(1);
  await ask(house, { trigger: 'alarm' });
  expect(house.stores.records.now(house.pair).lease).toMatchObject({ awaitedBy: expect.stringMatching(/-00000002$/) });
  expect((await reconcile(tools)({}, remaining)).evidence[0]).toContain('is running');
});

test('a minute without an outage during a drill starts nothing', async () => {
  const { house } = await drillAt('AwaitRestore');
  expect((await reconcile(house.tools)({}, remaining)).evidence[0]).toBe('support: there is no outage');
  expect(house.stores.executions.started.size).toBe(0);
});

test('a drill that could not be stopped does not keep the next minute from trying', async () => {
  const { house } = await drillAt('ConfirmDrill');
  const { executions } = house.tools;
  Object.assign(house.tools, { executions: { ...executions, stop: () => Promise.reject(new Error('throttled')) } });
  await expect(ask(house, { trigger: 'alarm' })).rejects.toThrow('throttled');
  Object.assign(house.tools, { executions });
  const sinceMs = house.clock.nowMs() - 61_000;
  const tools = {
    ...house.tools,
    alarms: inMemoryAlarms({ 'Twinbox-support-PrimaryDown': { state: 'ALARM', sinceMs } }),
  };
  expect((await reconcile(tools)({}, remaining)).evidence[0]).toContain('the outage continues: started');
});
