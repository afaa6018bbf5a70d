// Restores between two simulated appliances: what travels, what is refused, and what an appliance does meanwhile.
import { request } from 'node:https';
import type { ApplianceOptions } from '../../../lab/appliance/appliance.ts';
import { freeClock } from '../../../packages/local-cloud/base/clock.ts';
import {
  ask,
  askToken,
  basic,
  bearer,
  capture,
  restore,
  SITE,
  sha256,
  sharedAuthority,
  simulatedAppliance,
  until,
} from './ask.ts';

test('a restore takes the service away and brings the configuration and the accounts of the other appliance', async () => {
  await using london = await simulatedAppliance('london');
  await using dublin = await simulatedAppliance('dublin');
  const { body } = await capture(london);
  const oldToken = await bearer(dublin);
  expect((await restore(dublin, body)).status).toBe(202);
  await until(() => !dublin.answering, 'service away');
  await dublin.settled();
  await expect(ask(dublin, '/check_health')).rejects.toThrow('ECONNREFUSED');
  await until(() => dublin.answering, 'service back');
  await dublin.settled();
  expect((await ask(dublin, '/')).text).toContain('configuration of london');
  expect((await ask(dublin, '/')).headers['x-appliance']).toBe('dublin');
  expect(dublin.account).toEqual({ clientId: 'london-id', clientSecret: 'london-secret' });
  const oldCredentials = await ask(dublin, '/oauth2/token', {
    method: 'POST',
    headers: { ...basic('dublin-id', 'dublin-secret'), 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  expect(oldCredentials.status).toBe(401);
  expect((await askToken(dublin)).status).toBe(200);
  expect((await ask(dublin, '/api/command/v2/info', { headers: oldToken })).status).toBe(401);
  expect(dublin.generation).toBe(1);
  expect(dublin.restoredFrom?.sha256).toBe(sha256(body));
  expect(dublin.events.map(({ kind }) => kind).slice(0, 2)).toEqual(['restore-begun', 'restored']);
});

test.each<[string, Partial<ApplianceOptions>, string]>([
  ['another version', { version: '25.1.1' }, 'version'],
  ['another build', { build: '1' }, 'version'],
  ['another product', { product: 'pra' }, 'product'],
  ['another site', { tlsNames: ['other.example.test'] }, 'site'],
])('a file from %s is refused with a reason, and nothing changes', async (_what, source, word) => {
  await using london = await simulatedAppliance('london', source);
  await using dublin = await simulatedAppliance('dublin', { tlsNames: ['support.example.test'] });
  const headers = await bearerAt(london, source.tlsNames?.[0]);
  const { body } = await ask(london, '/api/backup', { headers }, source.tlsNames?.[0]);
  const reply = await restore(dublin, body);
  expect(reply.status).toBe(422);
  expect((JSON.parse(reply.text) as { message: string }).message).toContain(word);
  expect(dublin.configuration).toBe('configuration of dublin');
  expect(dublin.generation).toBe(0);
  expect(dublin.events.map(({ kind }) => kind)).toEqual(['restore-refused']);
});

const bearerAt = async (
  at: Awaited<ReturnType<typeof simulatedAppliance>>,
  servername?: string,
): Promise<Record<string, string>> => {
  const reply = await ask(
    at,
    '/oauth2/token',
    { method: 'POST', headers: { ...basic('london-id', 'london-secret') }, body: 'grant_type=client_credentials' },
    servername,
  );
  return { authorization: `Bearer ${(JSON.parse(reply.text) as { access_token: string }).access_token}` };
};

test('a file made with a password wants it again, from the upload or from the appliance itself', async () => {
  await using london = await simulatedAppliance('london');
  await using dublin = await simulatedAppliance('dublin');
  await using cork = await simulatedAppliance('cork', { backupPassword: 'sesame' });
  const { body } = await capture(london, 'sesame');
  expect(await restore(dublin, body)).toMatchObject({ status: 422, text: expect.stringContaining('password') });
  expect((await restore(dublin, body, { 'x-backup-password': 'wrong' })).status).toBe(422);
  expect((await restore(dublin, body, { 'x-backup-password': 'sesame' })).status).toBe(202);
  expect((await restore(cork, body)).status).toBe(202);
});

test('a cut, a damaged and a foreign file are refused', async () => {
  await using london = await simulatedAppliance('london');
  await using dublin = await simulatedAppliance('dublin');
  const { body } = await capture(london);
  const damaged = Buffer.from(body);
  damaged.writeUInt8(damaged.readUInt8(150_000) ^ 1, 150_000);
  for (const file of [body.subarray(0, 200_000), damaged, Buffer.from('<html>an error page</html>'), Buffer.alloc(0)])
    expect((await restore(dublin, file)).status).toBe(422);
  expect((await restore(dublin, body, { 'content-sha256': sha256(damaged) })).status).toBe(422);
  expect((await restore(dublin, body, basic('london-id', 'london-secret'))).status).toBe(401);
  expect(dublin.generation).toBe(0);
});

test('a second restore while one is under way is refused', async () => {
  await using london = await simulatedAppliance('london');
  const { body } = await capture(london);
  expect((await restore(london, body)).status).toBe(202);
  expect((await restore(london, body)).status).toBe(409);
});

test.each([
  ['says yes and does nothing', 'no-restart' as const],
  ['restarts with nothing restored', 'ignore' as const],
])('an appliance in a bad failure mode %s', async (_what, failureMode) => {
  await using london = await simulatedAppliance('london');
  await using dublin = await simulatedAppliance('dublin');
  dublin.failureModes.restore = failureMode;
  const { body } = await capture(london);
  expect((await restore(dublin, body)).status).toBe(202);
  if (failureMode === 'ignore') await until(() => !dublin.answering, 'away');
  await until(() => dublin.answering, 'back');
  expect(dublin.configuration).toBe('configuration of dublin');
  expect(dublin.generation).toBe(0);
});

test('an appliance can lose its answer though it restores, and refuse a good file', async () => {
  await using london = await simulatedAppliance('london');
  await using dublin = await simulatedAppliance('dublin');
  const { body } = await capture(london);
  dublin.failureModes.restore = 'refuse';
  expect((await restore(dublin, body)).status).toBe(422);
  dublin.failureModes.restore = 'refuse-once';
  expect((await restore(dublin, body)).status).toBe(422);
  expect(dublin.events).toMatchObject(Array(2).fill({ kind: 'restore-refused', detail: sha256(body) }));
  expect(dublin.failureModes.restore).toBeUndefined();
  dublin.failureModes.restore = 'lost-answer';
  await expect(restore(dublin, body)).rejects.toThrow(/hang up|reset/i);
  await until(() => dublin.generation === 1, 'restored');
});

test('power lost during a restore leaves the appliance as it was before', async () => {
  using clock = freeClock();
  await using london = await simulatedAppliance('london');
  await using dublin = await simulatedAppliance('dublin', { clock });
  const { body } = await capture(london);
  await restore(dublin, body);
  dublin.powerOff();
  dublin.powerOn();
  await until(() => dublin.answering, 'boot');
  await clock.sleep(60_000);
  expect(dublin.configuration).toBe('configuration of dublin');
  expect(dublin.events.map(({ kind }) => kind)).toContain('restore-interrupted');
});

test('an upload that ends before its last chunk changes nothing, and the next one works', async () => {
  await using london = await simulatedAppliance('london');
  await using dublin = await simulatedAppliance('dublin');
  const { body } = await capture(london);
  const { caPem } = await sharedAuthority();
  const call = request({
    ...{
      host: dublin.address,
      port: dublin.port,
      path: '/lab/restore',
      method: 'POST',
      servername: SITE,
      ca: caPem,
      agent: false,
    },
    headers: { ...basic('dublin-id', 'dublin-secret'), 'content-sha256': sha256(body), 'content-length': body.length },
  });
  const cut = new Promise((resolve) => call.on('error', resolve));
  call.write(body.subarray(0, 299_000), () => call.destroy(new Error('hash does not match')));
  await cut;
  expect((await ask(dublin, '/check_health')).status).toBe(200);
  expect(dublin.events).toEqual([]);
  expect((await restore(dublin, body)).status).toBe(202);
});

test('an appliance that never comes back after a restore stays away until its power is cycled', async () => {
  using clock = freeClock();
  await using london = await simulatedAppliance('london');
  await using dublin = await simulatedAppliance('dublin', { clock });
  dublin.failureModes.restore = 'never-returns';
  const { body } = await capture(london);
  await restore(dublin, body);
  await until(() => !dublin.answering, 'away');
  await clock.sleep(3_600_000);
  expect(dublin.answering).toBe(false);
  dublin.powerOff();
  dublin.powerOn();
  await until(() => dublin.answering, 'boot');
});
