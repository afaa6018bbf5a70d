// Every step may run twice. What an earlier run left is neither lost nor trusted without a check.

import { admit } from '../../functions/domain/admission/admission.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import { newPairRecord } from '../../functions/domain/record/pair-record.ts';
import { trafficFaults } from '../../functions/steps/pairs/movable-names.ts';
import { finish } from '../../functions/steps/recovery/end/finish.ts';
import { halt } from '../../functions/steps/recovery/end/halt.ts';
import { DUBLIN, kill, LONDON, NAME, onePair, pairWith } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const left = () => 30_000;
test('Halt that runs again notifies operators only once', async () => {
  const house = onePair();
  kill(house);
  house.world.witness.probe = 'silent';
  const { state, execution, startedAt } = await walk(house, {});
  await halt(house.tools)({ state, execution, startedAt }, left);
  expect(house.stores.messages.messages).toHaveLength(1);
  expect(house.stores.metrics.points).toHaveLength(1);
});

test('Finish that runs again finds the lease released, and does not fail', async () => {
  const house = onePair();
  kill(house);
  const { state, execution, startedAt } = await walk(house, {});
  expect(await finish(house.tools)({ state, execution, startedAt }, left)).toMatchObject({ outcome: 'finished' });
});

test('a hold from after the fence stays when the next run stands down or is a dry run', async () => {
  const house = onePair();
  Object.assign(house.world.faults, { power: failure('PowerUnreachable', 'the controller is away', 'Look.') });
  kill(house);
  await walk(house, {}, { name: 'first-00000001' });
  house.clock.pass(120);
  const { hold } = house.stores.records.now(house.pair);
  expect(hold).not.toHaveProperty('lapsesAt');
  await walk(house, { dryRun: true }, { name: 'dry-00000002' });
  expect(house.stores.records.now(house.pair).hold).toEqual(hold);
  house.clock.pass(120);
  Object.assign(house.world.appliances.london ?? {}, { probe: 'healthy' });
  expect((await walk(house, {}, { name: 'again-00000003' })).path.at(-1)).toBe('StandDown');
  expect(house.stores.records.now(house.pair).hold).toEqual(hold);
});

test('a hold from before the fence ends when the next run stands down', async () => {
  const house = onePair();
  kill(house);
  house.world.witness.probe = 'silent';
  await walk(house, {});
  expect(house.stores.records.now(house.pair).hold).toBeDefined();
  house.clock.pass(120);
  Object.assign(house.world.appliances.london ?? {}, { probe: 'healthy' });
  await walk(house, {}, { name: 'again-00000002' });
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
});

test('a lease that changed owner between read and write is read again', () => {
  const lease = {
    owner: 'b',
    epoch: 1,
    notAfter: '2026-11-22T20:00:00.000Z',
    recoveryId: 'r',
    kind: 'failover',
    dryRun: false,
  } as const;
  const record = { ...newPairRecord('support', 'london', ['london', 'dublin']), epoch: 1, lease };
  const request = {
    recoveryId: 'ours',
    owner: 'c',
    kind: 'failover',
    dryRun: false,
    trigger: 'person',
    aliveUntilMs: 0,
  } as const;
  const place = { policy: { automation: 'act', coolDownMinutes: 60 }, appliances: ['london', 'dublin'] } as const;
  const nowMs = Date.parse('2026-11-22T21:00:00.000Z');
  expect(admit(record, { ...request, ownerAsked: 'a', ownerIsRunning: false }, place, nowMs)).toMatchObject({
    answer: 'again',
    reason: 'the lease has just passed to another recovery',
  });
  expect(admit(record, { ...request, ownerAsked: 'b', ownerIsRunning: false }, place, nowMs)).toMatchObject({
    answer: 'again',
    reason: 'the execution of r has ended; this recovery waits until it is closed out',
  });
});

test('a name that already points at the other appliance is accepted only with our own claim', () => {
  const direction = { kind: 'failover', from: 'london', to: 'dublin' } as const;
  const reading = { name: NAME, addresses: [DUBLIN] };
  const claim = { epoch: 1, recoveryId: 'r', target: 'dublin', stage: 'moved' } as const;
  expect(trafficFaults(pairWith(), direction, [{ ...reading, claim }])).toEqual([]);
  expect(trafficFaults(pairWith(), direction, [reading])).toHaveLength(1);
  expect(trafficFaults(pairWith(), direction, [{ ...reading, claim: { ...claim, target: 'london' } }])).toHaveLength(1);
  expect(trafficFaults(pairWith(), direction, [])).toEqual([`${NAME} has no record`]);
});

test('in a drill no name may point at the appliance that it overwrites, whoever pointed it there', () => {
  const direction = { kind: 'drill', from: 'london', to: 'dublin' } as const;
  const claim = { epoch: 1, recoveryId: 'r', target: 'dublin', stage: 'moved' } as const;
  expect(trafficFaults(pairWith(), direction, [{ name: NAME, addresses: [DUBLIN], claim }])).toEqual([
    `${NAME} points at ${DUBLIN}, not at ${LONDON} of london`,
  ]);
  expect(trafficFaults(pairWith(), direction, [{ name: NAME, addresses: [LONDON] }])).toEqual([]);
});

test('after an upload of unknown outcome, Prepare finds out whose accounts the appliance accepts and records that', async () => {
  const house = onePair();
  kill(house);
  await walk(house, {}, { before: (state) => (state === 'CheckStandby' ? 'stop' : undefined) });
  expect(house.stores.records.now(house.pair)).toMatchObject({
    restoredBackup: { dublin: { backupId: 'unknown' } },
    credentialsOf: { dublin: 'dublin' },
  });
  house.clock.pass(120);
  const seen: unknown[] = [];
  const note = (state: string): undefined => {
    if (state === 'UploadBackup') seen.push(house.stores.records.now(house.pair).credentialsOf.dublin);
  };
  const { end } = await walk(house, {}, { name: 'again-00000002', before: note });
  expect(seen).toEqual(['london']);
  expect(end).toBe('SUCCEEDED');
});
