// After the move, Verify retries a failing users' page until its last attempt. Then the recovery finishes with a
// warning, because users are already moved.
import { phaseOf } from '../../functions/contract/workflow/phase-names.ts';
import { type House, kill, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';
import { verifyAt } from './verify-attempt.ts';

const LAST = phaseOf('Verify').loop?.attempts ?? 0;

const failing = (house: House): void => {
  const { dublin } = house.world.appliances;
  if (dublin) dublin.page = 'unhealthy';
};

test.each([1, LAST - 1])('attempt %i tries again while the page fails', async (attempt) => {
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

test('a service that does not answer is still a failure at the end, whatever its page shows', async () => {
  const house = onePair();
  const { dublin } = house.world.appliances;
  if (dublin) dublin.probe = 'unhealthy';
  await expect(verifyAt(house, LAST)).rejects.toMatchObject({ name: 'NotServing' });
});

test('operators are notified of it with the move', async () => {
  const house = onePair();
  failing(house);
  kill(house);
  expect((await walk(house, { trigger: 'alarm' })).end).toBe('SUCCEEDED');
  const notified = house.stores.messages.messages.at(-1);
  expect(notified?.body).toContain('ATTENTION: the page at');
});
