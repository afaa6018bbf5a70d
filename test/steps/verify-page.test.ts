// After the move a users' page that fails keeps Verify asking to its end, and then the recovery finishes with a warning: who is
// moved is not held for a page.
import { phaseOf } from '../../functions/contract/workflow/phases.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { verify } from '../../functions/steps/recovery/traffic/verify.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { DUBLIN, type House, kill, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const left = () => 30_000;
const LAST = phaseOf('Verify').loop?.attempts ?? 0;

const failing = (house: House): void => {
  const { dublin } = house.world.boxes;
  if (dublin) dublin.page = 'unhealthy';
};

const verifyAt = async (house: House, attempt: number) => {
  Object.assign(house.world.zone, { [NAME]: { name: NAME, addresses: [DUBLIN] } });
  const times = { execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: '2026-11-22T20:15:03.000Z' };
  const { recovery, settings } = await begin(house.tools)({ state: {}, input: {}, ...times }, left);
  if (!recovery || !settings) throw new Error('it did not begin');
  const before = { outcome: 'again', attempt: attempt - 1, evidence: [] };
  return verify(house.tools)({ ...times, state: { recovery, settings, ...(attempt > 1 && { verify: before }) } }, left);
};

test.each([1, LAST - 1])('attempt %i asks again while the page fails', async (attempt) => {
  const house = onePair();
  failing(house);
  const { outcome, evidence } = await verifyAt(house, attempt);
  expect(outcome).toBe('again');
  expect(evidence.join()).toContain(`the page at https://${NAME}:443/ is unhealthy`);
});

test('the last attempt ends with a warning', async () => {
  const house = onePair();
  failing(house);
  const { outcome, evidence } = await verifyAt(house, LAST);
  expect(outcome).toBe('verified');
  expect(evidence).toContainEqual(expect.stringMatching(/^ATTENTION: the page at .* is unhealthy/));
});

test('a service that does not answer is still a failure at the end, whatever its page says', async () => {
  const house = onePair();
  const { dublin } = house.world.boxes;
  if (dublin) dublin.probe = 'unhealthy';
  await expect(verifyAt(house, LAST)).rejects.toMatchObject({ name: 'NotServing' });
});

test('people are told of it with the move', async () => {
  const house = onePair();
  failing(house);
  kill(house);
  expect((await walk(house, { trigger: 'alarm' })).end).toBe('SUCCEEDED');
  const told = house.stores.messages.messages.at(-1);
  expect(told?.body).toContain('ATTENTION: the page at');
});
