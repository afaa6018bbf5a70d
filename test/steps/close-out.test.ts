// Executions that end without Halt: closed out by the event of their end, and again by reconcile.

import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { closeOut } from '../../functions/steps/recovery/end/close-out.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { type House, kill, NAME, onePair } from '../doubles/one-pair.ts';
import { type Walked, walk } from '../doubles/walk.ts';

const remaining = () => 50_000;
const ended = ({ execution, startedAt }: Walked, status = 'ABORTED') => ({
  detail: { executionArn: execution, status, startDate: Date.parse(startedAt) },
});
const stopAt = (house: House, state: string): Promise<Walked> =>
  walk(house, { trigger: 'alarm' }, { before: (at) => (at === state ? 'stop' : undefined) });

test.each(['Prepare', 'CheckStandby', 'Fence', 'AwaitTraffic'])(
  'stopped before %s: hold, report and notification, and no lease',
  async (state) => {
    const house = onePair();
    kill(house);
    const stopped = await stopAt(house, state);
    expect(house.stores.records.now(house.pair).lease).toBeDefined();
    await closeOut(house.tools)(ended(stopped), remaining);
    const record = house.stores.records.now(house.pair);
    expect(record.lease).toBeUndefined();
    expect(record.hold).toMatchObject({ reason: 'ExecutionStopped', from: 'london', to: 'dublin' });
    expect(record.hold?.left[0]).toMatch(new RegExp(`^${state}:`));
    expect(house.stores.reports.reports.size).toBe(1);
    expect(house.stores.messages.messages).toHaveLength(1);
  },
);

test('a repeated event, and reconcile after it, notify nothing more', async () => {
  const house = onePair();
  kill(house);
  const stopped = await stopAt(house, 'Fence');
  await closeOut(house.tools)(ended(stopped), remaining);
  await closeOut(house.tools)(ended(stopped), remaining);
  await reconcile(house.tools)({}, remaining);
  expect(house.stores.messages.messages).toHaveLength(1);
});

test('an execution that halted normally is not changed', async () => {
  const house = onePair();
  kill(house);
  house.world.witness.probe = 'silent';
  const failed = await walk(house, {});
  const before = house.stores.records.now(house.pair);
  await closeOut(house.tools)(ended(failed, 'FAILED'), remaining);
  expect(house.stores.records.now(house.pair)).toEqual(before);
  expect(house.stores.messages.messages).toHaveLength(1);
});

test('close-out sends the notification that Halt could not send after writing its hold', async () => {
  const house = onePair();
  kill(house);
  house.world.witness.probe = 'silent';
  const { messages } = house.tools;
  Object.assign(house.tools, { messages: { notify: () => Promise.reject(new Error('SNS is away')) } });
  const name = 'alarm-0a1b2c3d';
  const startedAt = house.clock.iso();
  await expect(walk(house, {}, { name })).rejects.toThrow('SNS is away');
  expect(house.stores.records.now(house.pair).hold).toBeDefined();
  Object.assign(house.tools, { messages });
  await closeOut(house.tools)(
    { detail: { executionArn: `${EXECUTIONS}:${name}`, status: 'FAILED', startDate: Date.parse(startedAt) } },
    remaining,
  );
  expect(house.stores.messages.messages).toHaveLength(1);
  expect(house.stores.records.now(house.pair).hold).toMatchObject({ reason: 'Unsure' });
});

test.each([
  ['the lease', (house: House) => house.tools],
  // Its lease is gone, as after a Halt that could not send its notification.
  [
    'the journal alone',
    (house: House) => {
      house.stores.records.put(house.pair, ({ lease: _gone, ...record }) => record);
      return house.tools;
    },
  ],
])('closing out from %s reads the journal once', async (_what, toolsOf) => {
  const house = onePair();
  kill(house);
  const stopped = await stopAt(house, 'Fence');
  const tools = toolsOf(house);
  const read: string[] = [];
  const journal: typeof tools.journal = {
    ...tools.journal,
    read: (pair, recoveryId) => {
      read.push(recoveryId);
      return tools.journal.read(pair, recoveryId);
    },
  };
  const { evidence } = await closeOut({ ...tools, journal })(ended(stopped), remaining);
  expect(evidence).toEqual(['support: closed']);
  expect(read).toHaveLength(1);
});

test('stopped before it took a lease: operators are notified that no recovery began', async () => {
  const house = onePair();
  const stopped = await stopAt(house, 'Begin');
  await closeOut(house.tools)(ended(stopped), remaining);
  expect(house.stores.messages.messages.map(({ subject }) => subject)).toEqual([
    'Twinbox: ExecutionStopped before a recovery began',
  ]);
  expect(house.stores.records.now(house.pair).revision).toBe(0);
});

describe('while the record cannot be read', () => {
  const unreadable = (house: House) => ({
    ...house.tools,
    records: { ...house.tools.records, read: () => Promise.reject(new Error('it is no JSON')) },
  });
  const subjects = ({ stores }: House) => stores.messages.messages.map(({ subject }) => subject);

  test.each(['ABORTED', 'TIMED_OUT', 'FAILED'])(
    'operators are notified of a recovery that %s left open',
    async (status) => {
      const house = onePair();
      kill(house);
      const stopped = await stopAt(house, 'Fence');
      await expect(closeOut(unreadable(house))(ended(stopped, status), remaining)).rejects.toMatchObject({
        name: 'PairsUnreadable',
      });
      expect(subjects(house)).toEqual([
        expect.stringMatching(/^Twinbox: Execution\w+, and its pair record cannot be read$/),
      ]);
      expect(house.stores.messages.messages[0]?.body).toContain(stopped.execution);
      expect(house.stores.messages.messages[0]?.body).toContain('support: it is no JSON');
    },
  );

  test('and of one whose journal cannot be read either', async () => {
    const house = onePair();
    const stopped = await stopAt(house, 'Begin');
    const away = {
      ...unreadable(house),
      journal: { ...house.tools.journal, read: () => Promise.reject(new Error('away')) },
    };
    await expect(closeOut(away)(ended(stopped), remaining)).rejects.toMatchObject({ name: 'PairsUnreadable' });
    expect(subjects(house)).toHaveLength(1);
  });

  test('but not of one that was closed or never began: those have sent their own notification', async () => {
    const house = onePair();
    kill(house);
    house.world.witness.probe = 'silent';
    const halted = await walk(house, {});
    expect(subjects(house)).toHaveLength(1);
    await expect(closeOut(unreadable(house))(ended(halted, 'FAILED'), remaining)).rejects.toThrow();
    const never = { ...halted, execution: `${EXECUTIONS}:alarm-ffffffff` };
    await expect(closeOut(unreadable(house))(ended(never, 'FAILED'), remaining)).rejects.toThrow();
    expect(subjects(house)).toHaveLength(1);
  });
});

test('after a stop in the middle of the move, a person’s next run converges', async () => {
  const house = onePair();
  kill(house);
  const stopped = await stopAt(house, 'AwaitTraffic');
  await closeOut(house.tools)(ended(stopped), remaining);
  const { end, state } = await walk(house, {}, { name: 'person-00000002' });
  expect(end).toBe('SUCCEEDED');
  expect(state.recovery).toMatchObject({ from: 'london', to: 'dublin' });
  expect(house.world.zone[NAME]?.claim).toMatchObject({ epoch: 2, stage: 'moved', target: 'dublin' });
});
