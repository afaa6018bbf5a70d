// Every halt of a recovery: what it leaves in the record, what operators are notified, and that the given input
// continues.

import { HINTS } from '../../functions/contract/errors/failure-hints.ts';
import type { WorkflowState } from '../../functions/contract/workflow/workflow-state.ts';
import { LeaseLostError } from '../../functions/domain/admission/lease.ts';
import { type Failure, failure } from '../../functions/domain/failure/failure.ts';
import type { FailureName } from '../../functions/domain/failure/failure-name.ts';
import { halt } from '../../functions/steps/recovery/end/halt.ts';
import { backupAt, DUBLIN, type House, kill, LONDON, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const happened = (name: FailureName): Failure => failure(name, `${name} happened`, 'Do something.');
const dublin = ({ world }: House) => {
  const appliance = world.appliances.dublin;
  if (!appliance) throw new Error('no dublin');
  return appliance;
};

test('the standby dies right after the fence: users stay, the old primary gets its power back, and the hold continues once it is back', async () => {
  const house = onePair();
  kill(house);
  const dies = (state: string): undefined => {
    if (state === 'Promote') dublin(house).probe = 'silent';
  };
  const halted = await walk(house, { trigger: 'alarm' }, { before: dies });
  expect(halted.state.halt).toMatchObject({ reason: 'StandbyUnfit' });
  expect(house.world.appliances.london?.power).toBe('on');
  expect(house.world.zone[NAME]?.addresses).toEqual([LONDON]);
  const { hold, primary } = house.stores.records.now(house.pair);
  expect({ primary, phase: hold?.phase, lapsesAt: hold?.lapsesAt }).toEqual({ primary: 'london', phase: 'PowerOn' });
  expect(house.stores.messages.messages.at(-1)?.body).toContain('Bring dublin back and start again');

  dublin(house).probe = 'healthy';
  house.clock.pass(120);
  expect((await walk(house, hold?.resumeInput, { name: 'person-00000001' })).end).toBe('SUCCEEDED');
  expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
});

test('the fence is not confirmed: the hold asks for a person’s confirmation, and with it the recovery continues to the end', async () => {
  const house = onePair();
  kill(house);
  house.world.faults.power = happened('PowerUnreachable');
  const halted = await walk(house, { trigger: 'alarm' });
  expect(halted.state.halt).toMatchObject({ reason: 'FenceUnconfirmed' });
  const { hold } = house.stores.records.now(house.pair);
  expect(hold).toMatchObject({ phase: 'Fence', resumeInput: { fenceConfirmed: { by: 'your name' } } });
  expect(hold?.lapsesAt).toBeUndefined();
  expect(hold?.done.some((line) => line.startsWith('CheckStandby: fit'))).toBe(true);
  expect(hold?.left.map((line) => line.split(':')[0])).toEqual([
    'Fence',
    'Promote',
    'MoveTraffic',
    'AwaitTraffic',
    'Verify',
    'Finish',
  ]);
  expect(house.world.zone[NAME]?.addresses).toEqual([LONDON]);

  house.clock.pass(120);
  const fenceConfirmed = { by: 'Ada Byron', how: 'I pulled the plug' };
  const { path, end } = await walk(house, { ...hold?.resumeInput, fenceConfirmed }, { name: 'person-00000001' });
  expect(end).toBe('SUCCEEDED');
  expect(path).not.toContain('AwaitRestore');
  expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
  expect(house.stores.messages.messages.at(-1)?.body).toContain('london is off, confirmed by Ada Byron');
});

test('the service does not answer after the move: the next run continues in the halted one’s direction, although the roles changed', async () => {
  const house = onePair();
  kill(house);
  const moved = (state: string): undefined => {
    if (state === 'Verify') dublin(house).probe = 'unhealthy';
  };
  const halted = await walk(house, {}, { before: moved });
  expect(halted.state.halt).toMatchObject({ reason: 'NotServing' });
  const record = house.stores.records.now(house.pair);
  expect(record).toMatchObject({ primary: 'dublin', hold: { from: 'london', to: 'dublin', phase: 'Verify' } });

  dublin(house).probe = 'healthy';
  house.clock.pass(120);
  const { end, state } = await walk(house, { ...record.hold?.resumeInput }, { name: 'person-00000002' });
  expect(end).toBe('SUCCEEDED');
  expect(state.recovery).toMatchObject({ from: 'london', to: 'dublin', epoch: 2 });
  expect(house.stores.records.now(house.pair)).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'moved' } });
});

test('a run that halts early does not replace the hold of a later state with one that lapses', async () => {
  const house = onePair();
  kill(house);
  house.world.faults.power = happened('PowerUnreachable');
  await walk(house, {});
  house.clock.pass(120);
  house.world.witness.probe = 'silent';
  await walk(house, {}, { name: 'person-00000003' });
  expect(house.stores.records.now(house.pair).hold).toMatchObject({ reason: 'Unsure' });
  expect(house.stores.records.now(house.pair).hold?.lapsesAt).toBeUndefined();
});

test('a lost lease is notified, and the record of the newer run does not change', async () => {
  const house = onePair();
  kill(house);
  const newer = (state: string): undefined => {
    if (state !== 'Fence') return;
    house.stores.records.put(house.pair, (record) => {
      if (!record.lease) throw new Error('no lease');
      return {
        ...record,
        epoch: 9,
        lease: { ...record.lease, epoch: 9, owner: 'arn:newer', recoveryId: '20261122T203000Z-newerrun' },
      };
    });
  };
  const { state } = await walk(house, {}, { before: newer });
  expect(state.halt?.reason).toBe(new LeaseLostError('').name);
  const record = house.stores.records.now(house.pair);
  expect(record.lease).toMatchObject({ owner: 'arn:newer', epoch: 9 });
  expect(record.hold).toBeUndefined();
  expect(house.world.deeds.filter((deed) => deed.startsWith('power'))).toEqual([]);
  expect(house.stores.messages.messages).toHaveLength(1);
  expect(house.stores.metrics.points).toEqual([]);
});

test('a dry run that fails leaves no hold: it changed nothing', async () => {
  const house = onePair();
  house.stores.backups.manifests.splice(0);
  const { state } = await walk(house, { dryRun: true });
  expect(state.halt).toMatchObject({ reason: 'NoEligibleBackup' });
  const record = house.stores.records.now(house.pair);
  expect(record.hold).toBeUndefined();
  expect(record.lease).toBeUndefined();
});

test('a damaged newest backup is skipped, an older one is used, and the report says so', async () => {
  const house = onePair();
  kill(house);
  house.stores.backups.damaged.add(backupAt('2000').backupId);
  const { end } = await walk(house, {});
  expect(end).toBe('SUCCEEDED');
  expect(house.world.appliances.dublin?.restoredBackup).toBe(backupAt('1900').backupId);
  expect([...house.stores.reports.reports.values()]).toMatchObject([
    { passedOver: [{ backupId: backupAt('2000').backupId, reason: 'damaged: the SHA-256 differs' }] },
  ]);
  expect(house.stores.messages.messages[0]?.body).toContain('Not restored: 20261122T200000Z-a1b2c3d4');
});

test('wrong input: only the person who typed it gets every fault, and the record does not change', async () => {
  const house = onePair();
  const { state, path } = await walk(house, { pair: 'support', kind: 'failover', dryRun: 'yes', force: true });
  expect(path).toEqual(['Begin', 'Halt']);
  expect(state.halt?.reason).toBe('WrongInput');
  expect(state.halt?.message).toMatch(/dryRun must be a boolean/);
  expect(state.halt?.message).toMatch(/unknown keys: force/);
  expect(house.stores.records.now(house.pair).revision).toBe(0);
  expect(state.halt?.message).toContain('Fix: Correct the input, for example to {"pair"');
  expect(house.stores.messages.messages).toEqual([]);
});

test('Begin fails after it took the lease: Halt finds the record by the execution', async () => {
  const house = onePair();
  const { journal } = house.tools;
  let broken = true;
  const failing = {
    ...journal,
    write: async (pair: string, entry: Parameters<typeof journal.write>[1]) => {
      if (broken) {
        broken = false;
        throw new Error('S3 is away');
      }
      await journal.write(pair, entry);
    },
  };
  Object.assign(house.tools, { journal: failing });
  const { state } = await walk(house, {});
  expect(state.halt?.message).toBe('S3 is away');
  const record = house.stores.records.now(house.pair);
  expect(record.lease).toBeUndefined();
  expect(record.hold).toMatchObject({ phase: 'Begin', from: 'london', to: 'dublin' });
});

test.each([
  [
    'an error of AWS',
    Object.assign(new Error('not authorized'), { name: 'AccessDenied' }),
    'AwsDenied',
    /^AccessDenied: not auth/,
  ],
  [
    'a call that had no more time',
    new DOMException('aborted due to timeout', 'TimeoutError'),
    'CallTimedOut',
    /^TimeoutError: /,
  ],
  ['an error without a name', new RangeError('no phase'), 'UnknownError', /^RangeError: no phase/],
] as const)('%s halts with a name of the catalogue and a hint', async (_what, error, reason, message) => {
  const house = onePair();
  kill(house);
  const fails = (state: string): undefined => {
    if (state === 'ClaimTraffic') Object.assign(house.tools.traffic, { claim: () => Promise.reject(error) });
  };
  const { state } = await walk(house, { trigger: 'alarm' }, { before: fails });
  expect(state.halt).toMatchObject({ reason, message: expect.stringMatching(message) });
  const { hold } = house.stores.records.now(house.pair);
  expect(hold).toMatchObject({ reason, phase: 'ClaimTraffic', hint: HINTS[reason] });
  expect(house.stores.messages.messages.at(-1)?.body).toContain(`What to do: ${hold?.hint}`);
});

test('a ping that could not call a function reports which one, and that a recovery would halt there', async () => {
  const house = onePair();
  const error = {
    Error: 'Lambda.EC2AccessDeniedException',
    Cause: 'Lambda was not authorized to configure the function',
  };
  const pinged = { outcome: 'pinged', attempt: 1, evidence: [] };
  const state = {
    ping: true,
    begin: pinged,
    confirm: pinged,
    finalCapture: pinged,
    powerOn: pinged,
    error,
  } as unknown as WorkflowState;
  const answer = await halt(house.tools)(
    { state, execution: 'arn:ping', startedAt: '2026-11-23T04:17:00Z' },
    () => 9_000,
  );
  expect(answer).toMatchObject({ outcome: 'halted', reason: 'FunctionUnreached' });
  expect(house.stores.messages.messages).toMatchObject([
    {
      subject: 'Twinbox: the function of Prepare cannot be called',
      body: expect.stringContaining('No recovery was started'),
    },
  ]);
  expect(house.stores.records.now(house.pair)).toMatchObject({ epoch: 0 });
});
