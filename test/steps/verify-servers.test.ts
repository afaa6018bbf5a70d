// AwaitTraffic continues at a majority of the name servers. Verify queries the others until its last attempt, and
// reports those that never returned the new address: users behind them are still sent to the dead appliance.
import { phaseOf } from '../../functions/contract/workflow/phase-names.ts';
import { kill, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';
import { verifyAt } from './verify-attempt.ts';

const LAST = phaseOf('Verify').loop?.attempts ?? 0;
const LAGS = [`192.0.2.4:53 gives ${NAME} as 203.0.113.10`, `192.0.2.5:53 did not answer for ${NAME}: silent`];

test.each([1, LAST - 1])(
  'attempt %i tries again while a name server lags, although users are served',
  async (attempt) => {
    const house = onePair();
    house.world.servers.lagging = async () => LAGS;
    const { outcome, evidence } = await verifyAt(house, attempt);
    expect(outcome).toBe('again');
    expect(evidence).toEqual(expect.arrayContaining(LAGS));
  },
);

test('it ends as soon as the last one returns the new address', async () => {
  const house = onePair();
  const { outcome, evidence } = await verifyAt(house, 2);
  expect(outcome).toBe('verified');
  expect(evidence.join('\n')).not.toContain('ATTENTION');
});

test('the last attempt reports each server that never returned the new address', async () => {
  const house = onePair();
  house.world.servers.lagging = async ({ from, to }) => LAGS.map((message) => `${message} (${from} to ${to})`);
  const { outcome, evidence } = await verifyAt(house, LAST);
  expect(outcome).toBe('verified');
  for (const message of LAGS)
    expect(evidence).toContainEqual(
      expect.stringContaining(`ATTENTION: ${message} (london to dublin). It never returned the new address`),
    );
});

test('the final report and notification name it', async () => {
  const house = onePair();
  house.world.servers.lagging = async () => LAGS.slice(0, 1);
  kill(house);
  expect((await walk(house, { trigger: 'alarm' })).end).toBe('SUCCEEDED');
  expect(house.stores.messages.messages.at(-1)?.body).toContain(`ATTENTION: ${LAGS[0]}`);
  expect([...house.stores.reports.pages.values()].at(-1)).toContain(
    'It never returned the new address while Verify asked',
  );
});
