// How often an appliance is asked for a token, and with which password.
import type { ApplianceAccount } from '../../functions/appliance/api/account/credentials.ts';
import { oauthTokens } from '../../functions/appliance/api/account/oauth.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { clockShowing, machine } from '../doubles/machine.ts';
import { type TestServer, tlsServer } from '../net/tls-server.ts';

const account = (clientSecret: string, versionId: string): ApplianceAccount => ({
  clientId: 'id',
  clientSecret,
  versionId,
});

/** A token endpoint that takes one password, and notes what it was asked. */
const door = async (good: string, expiresIn = 3600) => {
  const tried: string[] = [];
  const server: TestServer = await tlsServer((request, response) => {
    const password =
      Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64')
        .toString()
        .split(':')[1] ?? '';
    tried.push(password);
    const body =
      password === good
        ? { access_token: `token-${tried.length}`, token_type: 'Bearer', expires_in: expiresIn, something_new: 1 }
        : { error: 'invalid_client', message: 'Client authentication failed.' };
    response.writeHead(password === good ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  const question = {
    pair: 'support',
    address: '127.0.0.1',
    port: server.port,
    tlsName: 'support.example.com',
    ca: server.ca,
    secretName: 'twinbox/london',
  };
  return { tried, question, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
};

/** Secrets Manager with versions: the last one is the current. */
const versioned = (...versions: readonly ApplianceAccount[]) => {
  const current = versions.at(-1) ?? account('none', 'none');
  return oauthTokens(
    { read: async (_name, _signal, _anew, id) => versions.find(({ versionId }) => versionId === id) ?? current },
    { ...machine, clock: clockShowing(() => 1_000_000) },
  );
};

const stage = (kept: ApplianceAccount, fresh: ApplianceAccount = kept) => {
  const time = { nowMs: 1_000_000 };
  const tokens = oauthTokens(
    { read: async (_name, _signal, anew) => (anew ? fresh : kept) },
    {
      ...machine,
      clock: clockShowing(() => time.nowMs),
    },
  );
  return { time, tokens };
};

describe('a token', () => {
  test('is kept until a minute before its end, and then asked for again', async () => {
    await using appliance = await door('right');
    const { time, tokens } = stage(account('right', 'v1'));
    await expect(tokens.token(appliance.question, soon())).resolves.toMatchObject({ token: 'token-1' });
    time.nowMs += 3_539_000;
    await expect(tokens.token(appliance.question, soon())).resolves.toMatchObject({ token: 'token-1' });
    time.nowMs += 1_000;
    await expect(tokens.token(appliance.question, soon())).resolves.toMatchObject({ token: 'token-2' });
  });

  test('is asked for anew where renewal is wanted', async () => {
    await using appliance = await door('right');
    const { tokens } = stage(account('right', 'v1'));
    await tokens.token(appliance.question, soon());
    await expect(tokens.token(appliance.question, soon(), true)).resolves.toMatchObject({ token: 'token-2' });
  });

  test('belongs to its appliance: the same account elsewhere gets its own', async () => {
    await using here = await door('right');
    await using there = await door('right');
    const { tokens } = stage(account('right', 'v1'));
    await tokens.token(here.question, soon());
    await tokens.token(there.question, soon());
    expect(there.tried).toHaveLength(1);
  });
});

describe('a refused password', () => {
  test('is never tried twice while the secret is the same', async () => {
    await using appliance = await door('right');
    const { tokens } = stage(account('wrong', 'v1'));
    await expect(tokens.token(appliance.question, soon())).rejects.toMatchObject({ name: 'CredentialsRefused' });
    expect(appliance.tried).toEqual(['wrong']);
  });

  test('is followed by the new one where the secret has just been changed', async () => {
    await using appliance = await door('right');
    const { tokens } = stage(account('old', 'v1'), account('right', 'v2'));
    await expect(tokens.token(appliance.question, soon())).resolves.toMatchObject({ token: 'token-2' });
    expect(appliance.tried).toEqual(['old', 'right']);
  });
});

describe('a version of the secret that is named', () => {
  const asked = (question: Awaited<ReturnType<typeof door>>['question']) => ({ ...question, secretVersionId: 'v1' });

  test('is tried first, and the current one is left alone where it works', async () => {
    await using appliance = await door('old');
    const tokens = versioned(account('old', 'v1'), account('new', 'v2'));
    const { account: used } = await tokens.token(asked(appliance.question), soon());
    expect(used.versionId).toBe('v1');
    expect(appliance.tried).toEqual(['old']);
  });

  test('is followed by the current one where the appliance refuses it, each once', async () => {
    await using appliance = await door('new');
    const tokens = versioned(account('old', 'v1'), account('new', 'v2'));
    const { account: used } = await tokens.token(asked(appliance.question), soon());
    expect(used.versionId).toBe('v2');
    expect(appliance.tried).toEqual(['old', 'new']);
    await using other = await door('another');
    await expect(tokens.token(asked(other.question), soon())).rejects.toMatchObject({ name: 'CredentialsRefused' });
    expect(other.tried).toEqual(['old', 'new']);
  });

  test('that is the current one, or is gone, is one try', async () => {
    await using appliance = await door('another');
    await expect(versioned(account('old', 'v1')).token(asked(appliance.question), soon())).rejects.toThrow();
    await expect(versioned(account('new', 'v2')).token(asked(appliance.question), soon())).rejects.toThrow();
    expect(appliance.tried).toEqual(['old', 'new']);
  });

  test('gives way to the current one where both hold the same account: a new backup password is used at once', async () => {
    await using appliance = await door('same');
    const tokens = versioned(account('same', 'v1'), { ...account('same', 'v2'), backupPassword: 'new' });
    const { account: used } = await tokens.token(asked(appliance.question), soon());
    expect(used).toMatchObject({ versionId: 'v2', backupPassword: 'new' });
    expect(appliance.tried).toEqual(['same']);
  });
});

test.each([
  [429, 'ApplianceThrottled'],
  [500, 'ApplianceGarbled'],
  [302, 'ApplianceGarbled'],
])('HTTP %i to the request for a token is no refusal of the account but %s', async (status, name) => {
  await using server = await tlsServer((_request, response) => {
    response.writeHead(status);
    response.end('x');
  });
  const { tokens } = stage(account('right', 'v1'));
  const question = {
    pair: 'support',
    address: '127.0.0.1',
    port: server.port,
    tlsName: 'support.example.com',
    ca: server.ca,
    secretName: 's',
  };
  await expect(tokens.token(question, soon())).rejects.toMatchObject({ name });
});

test.each([
  [400, 'invalid_request'],
  [400, 'unsupported_grant_type'],
  [400, 'invalid_scope'],
  [400, 'temporarily_unavailable'],
  [401, 'server_error'],
  [200, 'temporarily_unavailable'],
])('HTTP %i with the error %s refuses the request, not the account', async (status, error) => {
  await using server = await tlsServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error, error_description: 'no' }));
  });
  const refused: string[] = [];
  const rest = {
    resting: async () => undefined,
    refused: async (_question: unknown, versionId: string) => void refused.push(versionId),
    accepted: async () => undefined,
  };
  const tokens = oauthTokens({ read: async () => account('right', 'v1') }, machine, { rest });
  const { port, ca } = server;
  const question = { pair: 'support', address: '127.0.0.1', port, tlsName: 'support.example.com', ca, secretName: 's' };
  await expect(tokens.token(question, soon())).rejects.toMatchObject({ name: 'ApplianceGarbled' });
  expect(refused).toEqual([]);
});
