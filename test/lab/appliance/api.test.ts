// The API of the simulated appliance as documents and recordings describe it: tokens, permissions, limits, health,
// manners.
import { scaledClock } from '../../../packages/local-cloud/base/clock.ts';
import { isSilent } from '../../../packages/local-cloud/testing/patience.ts';
import { ask, askToken, basic, bearer, type Reply, simulatedAppliance } from './ask.ts';

const json = (reply: Reply): Record<string, unknown> => JSON.parse(reply.text) as Record<string, unknown>;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** A clock that stands still until told otherwise. */
const steppedClock = () => {
  const clock = scaledClock(1);
  let aheadMs = 0;
  const startMs = clock.nowMs();
  return { ...clock, nowMs: () => startMs + aheadMs, step: (ms: number) => (aheadMs += ms) };
};

test('client credentials give a bearer token for an hour, in each of the forms that working clients use', async () => {
  await using london = await simulatedAppliance('london');
  const whole = { client_id: 'london-id', client_secret: 'london-secret', grant_type: 'client_credentials' };
  const replies = [
    await askToken(london),
    await ask(london, '/oauth2/token', { method: 'POST', headers: FORM, body: new URLSearchParams(whole).toString() }),
    await ask(london, '/oauth2/token', {
      method: 'POST',
      headers: { ...basic('london-id', 'london-secret'), 'content-type': 'application/json' },
      body: '{"grant_type":"client_credentials"}',
    }),
  ];
  for (const reply of replies) {
    expect(reply.status).toBe(200);
    expect(json(reply)).toEqual({
      access_token: expect.stringMatching(/^\w{40}$/),
      token_type: 'Bearer',
      expires_in: 3600,
    });
    expect(reply.headers['set-cookie']?.join()).toMatch(/ns_sl=.*HttpOnly/);
  }
});

test('wrong client credentials are 401 invalid_client', async () => {
  await using london = await simulatedAppliance('london');
  const reply = await ask(london, '/oauth2/token', {
    method: 'POST',
    headers: { ...FORM, ...basic('london-id', 'wrong') },
    body: 'grant_type=client_credentials',
  });
  expect(reply.status).toBe(401);
  expect(json(reply)).toEqual({ error: 'invalid_client', message: 'Client authentication failed.' });
});

test('a token dies after an hour of lab time, and a dead one gets JSON access_denied from the XML API too', async () => {
  const clock = steppedClock();
  await using london = await simulatedAppliance('london', { clock });
  const headers = await bearer(london);
  clock.step(3_599_000);
  expect((await ask(london, '/api/command/v2/info', { headers })).status).toBe(200);
  clock.step(1000);
  for (const path of ['/api/command/v2/info', '/api/command?action=check_health', '/api/backup']) {
    const reply = await ask(london, path, { headers });
    expect(reply.status).toBe(401);
    expect(json(reply).error).toBe('access_denied');
  }
});

test('the 31st token silently kills the oldest', async () => {
  await using london = await simulatedAppliance('london');
  const first = await bearer(london);
  const second = await bearer(london);
  for (let count = 3; count <= 31; count += 1) await askToken(london);
  expect((await ask(london, '/api/command/v2/info', { headers: first })).status).toBe(401);
  expect((await ask(london, '/api/command/v2/info', { headers: second })).status).toBe(200);
});

test('a new secret kills all tokens and the old secret', async () => {
  await using london = await simulatedAppliance('london');
  const headers = await bearer(london);
  london.changeSecret('another');
  expect((await ask(london, '/api/command/v2/info', { headers })).status).toBe(401);
  expect(await askToken(london)).toMatchObject({ status: 200 });
});

test('a restart of the process forgets all tokens', async () => {
  await using london = await simulatedAppliance('london');
  const headers = await bearer(london);
  london.die();
  london.revive();
  await london.settled();
  expect((await ask(london, '/api/command/v2/info', { headers })).status).toBe(401);
});

test('an account without the permission gets 403', async () => {
  const accounts = { clientId: 'london-id', clientSecret: 'london-secret', permissions: { backup: false } };
  await using london = await simulatedAppliance('london', { accounts });
  const headers = await bearer(london);
  expect((await ask(london, '/api/backup', { headers })).status).toBe(403);
  expect((await ask(london, '/api/command/v2/health', { headers })).status).toBe(200);
});

test('the 21st call within a second is refused, the next second is free again', async () => {
  const clock = steppedClock();
  await using london = await simulatedAppliance('london', { clock });
  const headers = await bearer(london);
  const replies: Reply[] = [];
  for (let call = 1; call <= 21; call += 1) replies.push(await ask(london, '/api/command/v2/info', { headers }));
  expect(replies.map(({ status }) => status)).toEqual([...Array<number>(20).fill(200), 429]);
  expect(replies[0]?.headers).toMatchObject({ 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '19' });
  expect(replies[20]?.headers['retry-after']).toBe('1');
  clock.step(1001);
  expect((await ask(london, '/api/command/v2/info', { headers })).status).toBe(200);
});

test('/check_health tells life from sickness without authentication', async () => {
  await using london = await simulatedAppliance('london');
  expect((await ask(london, '/check_health')).status).toBe(200);
  london.failureModes.health = 'sick';
  expect((await ask(london, '/check_health')).status).toBe(500);
});

test('the JSON verdict carries version and role, is 500 with a message when sick, and may be a minute old', async () => {
  const clock = steppedClock();
  await using london = await simulatedAppliance('london', { clock, guid: '0123456789abcdef0123456789abcdef' });
  const headers = await bearer(london);
  const probe = () => ask(london, '/api/command/v2/health', { headers });
  expect(json(await probe())).toMatchObject({
    ...{ version: '24.3.2', build: '73122', appliance_id: '0123456789abcdef0123456789abcdef' },
    ...{ failover_role: 'none', cluster_role: 'single', last_data_sync: null },
  });
  london.failureModes.health = 'sick';
  expect((await probe()).status).toBe(200);
  clock.step(60_000);
  const verdict = await probe();
  expect(verdict.status).toBe(500);
  expect(json(verdict)).toMatchObject({ version: '24.3.2', message: expect.any(String) });
});

test('the XML verdict has its optional elements only when there is something to say', async () => {
  await using london = await simulatedAppliance('london');
  const headers = await bearer(london);
  const healthy = await ask(london, '/api/command?action=check_health', { headers });
  expect(healthy.headers['content-type']).toBe('text/xml; charset=UTF-8');
  expect(healthy.text).toMatch(/<success>1<\/success>/);
  expect(healthy.text).not.toMatch(/error_message|last_data_sync/);
  london.failureModes.health = 'sick';
  const sick = await ask(london, '/api/command', {
    method: 'POST',
    headers: { ...headers, ...FORM },
    body: 'action=check_health',
  });
  expect(sick.status).toBe(200);
  expect(sick.text).toMatch(/<success>0<\/success>\s*<error_message>/);
});

test('the API tells its versions and permissions, as JSON and as XML', async () => {
  await using london = await simulatedAppliance('london', { product: 'pra' });
  const headers = await bearer(london);
  expect(json(await ask(london, '/api/command/v2/info', { headers }))).toMatchObject({
    product: 'pra',
    permissions: { perm_command: 'full_access', perm_backup: true },
  });
  const xml = await ask(london, '/api/command?action=get_api_info', { headers });
  expect(xml.text).toContain('<permission name="perm_backup">1</permission>');
  const unknown = await ask(london, '/api/command?action=make_coffee', { headers });
  expect(unknown.status).toBe(200);
  expect(unknown.text).toContain('<error ');
});

test('there is no restore in the API, and paths and methods are answered as documented', async () => {
  await using london = await simulatedAppliance('london');
  expect((await ask(london, '/api/restore', { method: 'POST' })).status).toBe(404);
  expect(await ask(london, '/check_health', { method: 'DELETE' })).toMatchObject({
    status: 405,
    headers: { allow: 'GET,HEAD,OPTIONS' },
  });
  expect((await ask(london, '/check_health', { method: 'OPTIONS' })).headers.allow).toBe('GET,HEAD,OPTIONS');
  expect(await ask(london, '/check_health', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  const headers = await bearer(london);
  expect((await ask(london, '/api/command/v2/info?colour=red', { headers })).status).toBe(400);
});

test('every answer closes the connection and looks like the recorded ones', async () => {
  await using london = await simulatedAppliance('london');
  for (const path of ['/', '/check_health', '/nowhere', '/api/backup']) {
    const { headers } = await ask(london, path);
    expect(headers).toMatchObject({ connection: 'close', server: 'Apache', 'transfer-encoding': 'chunked' });
    expect(headers['set-cookie']?.join()).toContain('global_warnings=');
  }
});

test('a hung appliance finishes the handshake and never answers', async () => {
  await using london = await simulatedAppliance('london');
  london.failureModes.health = 'hung';
  expect(await isSilent(ask(london, '/check_health'))).toBe(true);
});
