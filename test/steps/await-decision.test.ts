// The countdown: how long AwaitDecision waits before it probes again.

import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { awaitDecision } from '../../functions/steps/recovery/confirm/await-decision.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

test.each([
  [0, 5],
  [54, 5],
  [57, 3],
  [59, 1],
])('%i s into an outage of 60 s it asks to be called again after %i s', async (passed, waitSeconds) => {
  const house = onePair({ actAfterSeconds: 60 });
  kill(house);
  const left = () => 30_000;
  const call = { input: {}, execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: house.clock.iso() };
  const { recovery, settings } = await begin(house.tools)({ ...call, state: {} }, left);
  if (!recovery || !settings) throw new Error('it did not begin');
  const confirm = { outcome: 'down', attempt: 3, evidence: [], downInARow: 3, downSince: house.clock.iso() } as const;
  house.clock.pass(passed);
  const answer = await awaitDecision(house.tools)({ ...call, state: { recovery, settings, confirm } }, left);
  expect(answer).toMatchObject({ outcome: 'again', waitSeconds });
});

describe('what one stray answer does to the countdown', () => {
  const under = async (passed: number) => {
    const house = onePair({ actAfterSeconds: 60 });
    kill(house);
    const call = { input: {}, execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: house.clock.iso() };
    const { recovery, settings } = await begin(house.tools)({ ...call, state: {} }, () => 30_000);
    if (!recovery || !settings) throw new Error('it did not begin');
    const confirm = { outcome: 'down', attempt: 3, evidence: [], downInARow: 3, downSince: house.clock.iso() } as const;
    house.clock.pass(passed);
    const decide = () => awaitDecision(house.tools)({ ...call, state: { recovery, settings, confirm } }, () => 30_000);
    return { house, decide };
  };
  const answer = (house: ReturnType<typeof onePair>, probe: 'healthy' | 'unhealthy' | 'denied' | 'throttled') => {
    const { london } = house.world.appliances;
    if (london) london.probe = probe;
  };

  test.each(['healthy', 'unhealthy'] as const)(
    'one that is %s ends it at once, however long the outage has lasted',
    async (probe) => {
      const { house, decide } = await under(600);
      answer(house, probe);
      expect(await decide()).toMatchObject({ outcome: 'stood-down' });
    },
  );

  test.each(['denied', 'throttled'] as const)(
    'one that is %s neither ends the countdown nor acts: the next probe decides',
    async (probe) => {
      const { house, decide } = await under(600);
      answer(house, probe);
      expect(await decide()).toMatchObject({ outcome: 'again' });
      kill(house);
      expect(await decide()).toMatchObject({ outcome: 'act' });
    },
  );

  test('after it nothing is fenced, the outage is over, and the next alarm begins its own countdown', async () => {
    const house = onePair({ actAfterSeconds: 60 });
    kill(house);
    const stray = {
      before: (state: string): undefined => {
        if (state === 'AwaitDecision') answer(house, 'healthy');
        return undefined;
      },
    };
    const first = await walk(house, { trigger: 'alarm' }, { ...stray, name: 'alarm-00000001' });
    expect(first.path.at(-1)).toBe('StandDown');
    expect(first.path).not.toContain('Fence');
    expect((await house.stores.records.read(house.pair)).record).not.toHaveProperty('outage');
    kill(house);
    house.clock.pass(120);
    const secondMs = house.clock.nowMs();
    const second = await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000002' });
    expect(second.end).toBe('SUCCEEDED');
    expect(Date.parse(second.state.confirm?.outageSince ?? '')).toBeGreaterThanOrEqual(secondMs);
  });
});
