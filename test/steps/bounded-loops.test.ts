// States that probe repeatedly are bounded in time as well as in attempts: slow probes must not delay a recovery for
// hours.
import { phaseOf } from '../../functions/contract/workflow/phase-names.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { awaitRestore } from '../../functions/steps/recovery/restore/await-restore.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { backupAt, onePair } from '../doubles/one-pair.ts';

const left = () => 30_000;
const task = { execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: '2026-11-22T20:15:03.000Z' };

test('slow probes end in PhaseTimedOut once their time is over, long before their attempts are', async () => {
  const house = onePair();
  const { recovery, settings } = await begin(house.tools)({ ...task, state: {}, input: {} }, left);
  if (!recovery || !settings || !house.world.appliances.dublin) throw new Error('it did not begin');
  house.world.appliances.dublin.probe = 'silent';
  const prepare = {
    outcome: 'ready',
    attempt: 1,
    evidence: [],
    restorePoint: backupAt('2000'),
    passedOver: [],
  } as const;
  let state: Parameters<ReturnType<typeof awaitRestore>>[0]['state'] = { recovery, settings, prepare };
  const { withinSeconds = Number.NaN, attempts = 0 } = phaseOf('AwaitRestore').loop ?? {};
  const SLOW_SECONDS = 40;
  for (let passed = 0; passed < withinSeconds; passed += SLOW_SECONDS) {
    const found = await awaitRestore(house.tools)({ ...task, state }, left);
    expect(found).toMatchObject({ outcome: 'again', since: task.startedAt });
    state = { ...state, awaitRestore: found };
    house.clock.pass(SLOW_SECONDS);
  }
  expect(state.awaitRestore?.attempt).toBeLessThan(attempts / 2);
  await expect(awaitRestore(house.tools)({ ...task, state }, left)).rejects.toMatchObject({
    name: 'PhaseTimedOut',
    message: expect.stringContaining(`since ${task.startedAt}`),
  });
});
