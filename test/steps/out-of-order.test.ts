// A state that is started without what Begin gives changes nothing, and its name is in the message.
import { operate } from '../../functions/steps/operate/operate.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { confirm } from '../../functions/steps/recovery/confirm/confirm.ts';
import { halt } from '../../functions/steps/recovery/end/halt.ts';
import { standDown } from '../../functions/steps/recovery/end/stand-down.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { onePair } from '../doubles/one-pair.ts';

const left = () => 30_000;
const input = { state: {}, execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: '2026-11-22T20:15:03.000Z' };

test.each([
  ['Confirm', confirm],
  ['StandDown', standDown],
  ['Operate', operate],
] as const)('%s without a recovery is WorkflowBroken', async (state, step) => {
  const house = onePair();
  await expect(step(house.tools)(input, left)).rejects.toMatchObject({
    name: 'WorkflowBroken',
    message: expect.stringContaining(state),
  });
  expect(house.stores.records.now(house.pair).revision).toBe(0);
});

test('Begin takes no input for an empty one', async () => {
  const house = onePair();
  expect(await begin(house.tools)(input, left)).toMatchObject({ recovery: { kind: 'failover', pair: 'support' } });
});

test('Begin refuses a ping: the function answers it before any step runs', async () => {
  const house = onePair();
  await expect(begin(house.tools)({ ...input, input: { kind: 'ping' } }, left)).rejects.toMatchObject({
    name: 'WrongInput',
  });
});

test('a failure before a recovery began is notified with what to do, and leaves no hold', async () => {
  const house = onePair();
  const error = { Error: 'SomethingNew', Cause: JSON.stringify({ errorMessage: 'the disk is full' }) };
  const answer = await halt(house.tools)({ ...input, state: { error } }, left);
  expect(answer).toMatchObject({ reason: 'UnknownError', evidence: ['no recovery was under way'] });
  expect(house.stores.messages.messages).toMatchObject([
    {
      subject: 'Twinbox did not start: UnknownError',
      body: expect.stringMatching(/SomethingNew: the disk is full[\s\S]*What to do: \w/),
    },
  ]);
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
});
