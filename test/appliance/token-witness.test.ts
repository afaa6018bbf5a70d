// A token from before a restore, kept sealed between two functions: who opens it, and when its death says something.

import { tokenWitnessOf } from '../../functions/appliance/restore/token-witness.ts';
import type { Clock } from '../../functions/contract/runtime/clock.ts';
import { clockShowing, machine } from '../doubles/machine.ts';
import { SITE } from '../lab/appliance/ask.ts';
import { pairOf } from './pair.ts';
import { restoreStage } from './restore-stage.ts';

const SIGNAL = () => AbortSignal.timeout(10_000);

const staged = async (clock: Clock = machine.clock) => {
  const restore = { method: 'login-form', secret: 'twinbox/dublin-login', hints: {} };
  const stage = await restoreStage({ restore });
  const pair = pairOf();
  const service = { ...pair.service, names: [SITE] };
  const settings = {
    ...pair,
    service,
    appliances: pair.appliances.map((one) => (one.name === 'dublin' ? stage.order.appliance : one)),
  };
  const { clientId, clientSecret } = stage.dublin.account;
  stage.secretValues.set('twinbox/dublin', { clientId, clientSecret });
  stage.oldSecrets.set('v2', { clientId, clientSecret });
  const witness = tokenWitnessOf(stage.secrets, { ...machine, clock });
  const order = { settings, appliance: 'dublin' };
  return { stage, witness, order, take: () => witness.take({ ...order, credentialsOf: 'dublin' }, SIGNAL()) };
};

test('a token that lives on is no sign; one that the appliance has forgotten is', async () => {
  const { stage, witness, order, take } = await staged();
  await using _ = stage;
  const token = await take();
  if (!token) throw new Error('no token');
  expect(stage.dublin.issued.some(({ value }) => JSON.stringify(token).includes(value))).toBe(false);
  expect(await witness.isDead(order, token, SIGNAL())).toBe(false);
  // As a restore does: all tokens are gone, and the account is the same.
  stage.dublin.changeSecret(stage.dublin.account.clientSecret);
  expect(await witness.isDead(order, token, SIGNAL())).toBe(true);
});

test('a token that may have ended by itself, or cannot be opened, says nothing', async () => {
  let aheadMs = 0;
  const { stage, witness, order, take } = await staged(clockShowing(() => Date.now() + aheadMs));
  await using _ = stage;
  const token = await take();
  if (!token) throw new Error('no token');
  stage.dublin.changeSecret(stage.dublin.account.clientSecret);
  expect(await witness.isDead(order, { ...token, sealed: `${token.sealed.slice(0, -8)}AAAAAAA=` }, SIGNAL())).toBe(
    false,
  );
  aheadMs = 55 * 60_000;
  expect(await witness.isDead(order, token, SIGNAL())).toBe(false);
});

test('an appliance that refuses the account gives none, and nothing is thrown', async () => {
  const { stage, take } = await staged();
  await using _ = stage;
  stage.secretValues.set('twinbox/dublin', { clientId: 'nobody', clientSecret: 'nothing' });
  expect(await take()).toBeUndefined();
});

test.each([
  [401, { 'Retry-After': '30' }],
  [401, { 'X-RateLimit-Remaining': '0' }],
  [429, { 'Retry-After': '30' }],
  [403, { 'Retry-After': '30' }],
])('HTTP %i with %j asks for patience and says nothing of the token', async (status, headers) => {
  const { stage, witness, order, take } = await staged();
  await using _ = stage;
  const token = await take();
  if (!token) throw new Error('no token');
  stage.dublin.changeSecret(stage.dublin.account.clientSecret);
  stage.dublin.failureModes.throttle = { status, headers, calls: 1 };
  expect(await witness.isDead(order, token, SIGNAL())).toBe(false);
  expect(await witness.isDead(order, token, SIGNAL())).toBe(true);
});
