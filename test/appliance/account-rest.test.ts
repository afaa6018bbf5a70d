// An account that was refused is left alone by captures and inspections together, until its secret changes: the
// appliance may lock it.
import { sharedRest } from '../../functions/appliance/api/account/account-rest.ts';
import type { ApplianceCredentials } from '../../functions/appliance/api/account/credentials.ts';
import { oauthTokens } from '../../functions/appliance/api/account/oauth.ts';
import type { LatestValues } from '../../functions/contract/runtime/latest-value.ts';
import type { RefusedAccount } from '../../functions/domain/record/refused-account.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { inMemoryLatestValues } from '../doubles/in-memory-latest-values.ts';
import { machine } from '../doubles/machine.ts';
import { scenarioClock } from '../doubles/scenario-clock.ts';
import { tlsServer } from '../net/tls-server.ts';

const DAY_MINUTES = 24 * 60;

/** An appliance that takes one secret, and functions of ours that ask it: each call of `sandbox` is another machine. */
const stage = async (
  store: LatestValues<readonly RefusedAccount[]> = inMemoryLatestValues<readonly RefusedAccount[]>(),
) => {
  const clock = scenarioClock();
  const world = { good: 'none yet', secret: 'wrong', version: 'v1' };
  const tried: string[] = [];
  const server = await tlsServer((request, response) => {
    const [, basic = ''] = (request.headers.authorization ?? '').split(' ');
    const [, secret = ''] = Buffer.from(basic, 'base64').toString().split(':');
    tried.push(secret);
    const isGood = secret === world.good;
    response.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isGood ? { access_token: 'token', expires_in: 3600 } : { error: 'invalid_client' }));
  });
  const credentials: ApplianceCredentials = {
    read: async () => ({ clientId: 'id', clientSecret: world.secret, versionId: world.version }),
  };
  const question = (pair: string) => ({
    ...{ pair, address: '127.0.0.1', port: server.port, tlsName: 'support.example.com', ca: server.ca },
    secretName: 'twinbox/london',
  });
  const sandbox = (rests = true) => {
    const tokens = oauthTokens(credentials, { ...machine, clock }, rests ? { rest: sharedRest(store, clock) } : {});
    return (pair = 'support') =>
      tokens.token(question(pair), soon(), true).then(
        () => 'granted',
        (error: Error) => error.name,
      );
  };
  return { clock, world, tried, sandbox, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
};

test('a day of inspections each minute and captures each five, on new machines now and then, asks a handful of times', async () => {
  await using house = await stage();
  let [inspect, capture] = [house.sandbox(), house.sandbox()];
  for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
    expect(await inspect()).toBe('CredentialsRefused');
    if (minute % 5 === 0) expect(await capture()).toBe('CredentialsRefused');
    if (minute % 97 === 0) [inspect, capture] = [house.sandbox(), house.sandbox()];
    house.clock.pass(60);
  }
  expect(house.tried).toHaveLength(4);
});

test('a changed secret is tried at once, and what was accepted is forgotten', async () => {
  await using house = await stage();
  const ask = house.sandbox();
  expect(await ask()).toBe('CredentialsRefused');
  Object.assign(house.world, { secret: 'right', version: 'v2', good: 'right' });
  expect(await ask()).toBe('granted');
  expect(house.tried).toEqual(['wrong', 'right']);
});

test('a recovery always has a try of its own', async () => {
  await using house = await stage();
  await house.sandbox()();
  expect(await house.sandbox(false)()).toBe('CredentialsRefused');
  house.world.good = 'wrong';
  expect(await house.sandbox(false)()).toBe('granted');
  expect(house.tried).toHaveLength(3);
});

test('the accounts of another pair are another matter', async () => {
  await using house = await stage();
  const ask = house.sandbox();
  await ask('support');
  await ask('archive');
  expect(house.tried).toHaveLength(2);
});

test('where the store is away each machine remembers for itself', async () => {
  const away: LatestValues<readonly RefusedAccount[]> = {
    read: () => Promise.reject(new Error('away')),
    write: () => Promise.reject(new Error('away')),
  };
  await using house = await stage(away);
  const ask = house.sandbox();
  for (let minute = 0; minute < 60; minute += 1) {
    expect(await ask()).toBe('CredentialsRefused');
    house.clock.pass(60);
  }
  expect(house.tried).toHaveLength(1);
});

test('what says that it rests says until when', async () => {
  const store = inMemoryLatestValues<readonly RefusedAccount[]>();
  await using house = await stage(store);
  await house.sandbox()();
  expect(store.kept.get('support')).toEqual([
    {
      at: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      secret: 'twinbox/london',
      versionId: 'v1',
      since: house.clock.iso(),
    },
  ]);
});

test('any other failure is tried again at once', async () => {
  await using house = await stage();
  await using broken = await tlsServer((_request, response) => {
    house.tried.push('broken');
    response.writeHead(500).end();
  });
  const tokens = oauthTokens(
    { read: async () => ({ clientId: 'id', clientSecret: 's', versionId: 'v1' }) },
    { ...machine, clock: house.clock },
    {
      rest: sharedRest(inMemoryLatestValues<readonly RefusedAccount[]>(), house.clock),
    },
  );
  const question = {
    pair: 'support',
    address: '127.0.0.1',
    port: broken.port,
    tlsName: 'support.example.com',
    ca: broken.ca,
    secretName: 's',
  };
  await expect(tokens.token(question, soon())).rejects.toMatchObject({ name: 'ApplianceGarbled' });
  await expect(tokens.token(question, soon())).rejects.toMatchObject({ name: 'ApplianceGarbled' });
  expect(house.tried).toHaveLength(2);
});
