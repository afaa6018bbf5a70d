// An account that was refused is left alone: the box may lock it.

import type { ApplianceCredentials } from '../../functions/appliance/credentials.ts';
import type { Tokens } from '../../functions/appliance/oauth.ts';
import { patientTokens } from '../../functions/appliance/patient-tokens.ts';
import { NamedError } from '../../functions/contract/named-error.ts';
import { soon } from '../doubles/patience.ts';
import { storyClock } from '../doubles/story-clock.ts';

const QUESTION = { address: '203.0.113.10', port: 443, tlsName: 'support.example.com', secretName: 'twinbox/london' };
const refused = new NamedError('CredentialsRefused', 'refused', 'Compare the secret.');

const stage = () => {
  const clock = storyClock();
  const world: { versionId: string; answer: string | Error; asked: number } = { versionId: 'v1', answer: refused, asked: 0 };
  const account = () => ({ clientId: 'id', clientSecret: 'secret', versionId: world.versionId });
  const credentials: ApplianceCredentials = { read: async () => account() };
  const tokens: Tokens = {
    token: async () => {
      world.asked += 1;
      if (typeof world.answer !== 'string') throw world.answer;
      return { token: world.answer, account: account() };
    },
  };
  const patient = patientTokens(tokens, credentials, clock);
  return { clock, world, ask: (port = 443) => patient.token({ ...QUESTION, port }, soon()) };
};

test('a refused account is not tried again within the hour', async () => {
  const { clock, world, ask } = stage();
  for (let minute = 0; minute < 60; minute += 1) {
    await expect(ask()).rejects.toBe(refused);
    clock.pass(60);
  }
  expect(world.asked).toBe(1);
  await expect(ask()).rejects.toBe(refused);
  expect(world.asked).toBe(2);
});

test('a changed secret is tried at once', async () => {
  const { world, ask } = stage();
  await expect(ask()).rejects.toBe(refused);
  Object.assign(world, { versionId: 'v2', answer: 'token' });
  expect(await ask()).toMatchObject({ token: 'token' });
});

test('the same account at another box is another matter', async () => {
  const { world, ask } = stage();
  await expect(ask()).rejects.toBe(refused);
  await expect(ask(8443)).rejects.toBe(refused);
  expect(world.asked).toBe(2);
});

test('any other failure is tried again at once', async () => {
  const { world, ask } = stage();
  world.answer = new NamedError('ApplianceUnreachable', 'silent', 'Look at it.');
  await expect(ask()).rejects.toThrow('silent');
  await expect(ask()).rejects.toThrow('silent');
  expect(world.asked).toBe(2);
});
