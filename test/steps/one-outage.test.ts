// One outage, several executions: times count from the outage, and the countdown does not run twice.

import { failure } from '../../functions/domain/failure/failure.ts';
import type { Report } from '../../functions/domain/report/report.ts';
import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { inMemoryAlarms } from '../doubles/in-memory-store.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const reports = ({ stores }: House): readonly Report[] => [...stores.reports.reports.values()] as Report[];
const outage = (house: House) => house.stores.records.now(house.pair).outage;
const MINUTE = 60;

/** A failover that halts in Fence, and a person who continues a quarter of an hour later. */
const haltedAndGoneOn = async () => {
  const house = onePair({ actAfterSeconds: 300, rtoMinutes: 10, rpoMinutes: 20 });
  kill(house);
  const diedMs = house.clock.nowMs();
  house.world.faults.power = failure('PowerUnreachable', 'the controller is silent', 'Look at it.');
  const first = await walk(house, { trigger: 'alarm' });
  expect(first.state.halt?.reason).toBe('FenceUnconfirmed');
  house.clock.pass(15 * MINUTE);
  const onMs = house.clock.nowMs();
  const word = { fenceConfirmed: { by: 'Ada Byron', how: 'the plug is out' } };
  const second = await walk(house, word, { name: 'person-00000002' });
  return { house, diedMs, onMs, second };
};

test('after a halt and a continuation the recovery time counts from the outage, and the recovery point to it', async () => {
  const { house, diedMs, second } = await haltedAndGoneOn();
  expect(second.end).toBe('SUCCEEDED');
  const [, report] = reports(house);
  expect(report?.outcome).toBe('moved');
  expect(Date.parse(report?.outageSince ?? '') - diedMs).toBeLessThan(20_000);
  expect(report?.outageSeconds).toBeGreaterThan(20 * MINUTE);
  expect(report?.outageSeconds).toBeGreaterThan((report?.elapsedSeconds ?? 0) + 15 * MINUTE);
  // The newest capture is from 20:00 and the outage began at 20:15: a quarter of an hour is lost, not half an hour.
  expect(report?.recoveryPoint?.ageSeconds).toBeLessThan(16 * MINUTE);
  const page = [...house.stores.reports.pages.values()].at(-1) ?? '';
  expect(page).toContain('Objective 10 min: missed by');
  expect(page).toContain('Objective 20 min: met');
  expect(house.stores.messages.messages.at(-1)?.body).toContain(
    `after london was first found down at ${report?.outageSince}`,
  );
});

test('a countdown that ended before the halt does not run again', async () => {
  const { house, onMs } = await haltedAndGoneOn();
  const decided = house.stores.journal.entries.filter(
    ({ state, event, at }) => state === 'AwaitDecision' && event === 'outcome' && Date.parse(at) > onMs,
  );
  expect(decided.map(({ outcome }) => outcome)).toEqual(['act']);
});

test('the outage is over once users were moved, and once the primary answers', async () => {
  const { house } = await haltedAndGoneOn();
  expect(outage(house)).toBeUndefined();
  const other = onePair();
  kill(other);
  await walk(other, { trigger: 'alarm' }, { before: (state) => (state === 'Prepare' ? 'stop' : undefined) });
  expect(outage(other)).toMatchObject({ appliance: 'london' });
});

test.each([
  ['OK for a while', { state: 'OK', later: 300 }, true],
  ['again in ALARM, for minutes less than the outage', { state: 'ALARM', later: 300 }, true],
  ['in ALARM since the outage', { state: 'ALARM', later: -10 }, false],
  ['without data', { state: 'INSUFFICIENT_DATA', later: 300 }, false],
] as const)('if the alarm is %s, reconcile knows whether the outage is over', async (_how, { state, later }, over) => {
  const house = onePair();
  const since = house.clock.iso();
  const record = { outage: { appliance: 'london', since, recoveryId: 'r1' } };
  house.stores.records.put(house.pair, (current) => ({ ...current, ...record }));
  house.clock.pass(600);
  const alarms = inMemoryAlarms({
    'Twinbox-support-PrimaryDown': { state, sinceMs: Date.parse(since) + later * 1000 },
  });
  await reconcile({ ...house.tools, alarms })({}, () => 50_000);
  expect(outage(house) === undefined).toBe(over);
});

test('a later outage, and one of the other appliance, counts from itself', async () => {
  const house = onePair();
  const older = { appliance: 'dublin', since: '2026-11-01T00:00:00.000Z', recoveryId: 'r1' };
  house.stores.records.put(house.pair, (current) => ({ ...current, outage: older }));
  kill(house);
  await walk(house, { trigger: 'alarm' });
  expect(reports(house)[0]?.outageSeconds).toBeLessThan(10 * MINUTE);
});

test('a recovery that was stopped and closed out from its lease knows the outage too', async () => {
  const house = onePair();
  kill(house);
  const { execution } = await walk(
    house,
    { trigger: 'alarm' },
    { before: (at) => (at === 'Fence' ? 'stop' : undefined) },
  );
  house.stores.executions.set(execution, 'ABORTED');
  await reconcile(house.tools)({}, () => 50_000);
  expect(reports(house)[0]).toMatchObject({ outcome: 'halted', outageSince: expect.any(String) });
});
