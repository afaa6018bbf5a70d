// The countdown: how long AwaitDecision asks to wait before it looks again.
import { awaitDecision } from '../../functions/steps/await-decision.ts';
import { begin } from '../../functions/steps/begin.ts';
import { EXECUTIONS } from '../doubles/in-memory-store.ts';
import { kill, onePair } from '../doubles/one-pair.ts';

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
