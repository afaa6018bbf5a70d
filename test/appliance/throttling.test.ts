// An appliance that asks for patience is understood by what it means, whatever its status, and nobody is taken for
// refused or dead for it.
import { httpsProbe } from '../../functions/appliance/probe/https-probe.ts';
import { applianceOf } from '../../functions/contract/settings/pair-settings.ts';
import { HANG_GUARD_MS } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { testAppliance } from './appliances.ts';
import { hostileSite, sends, WELL } from './hostile-site.ts';
import { SERVICE_NAME } from './pair.ts';

const HEADERS = [{ 'Retry-After': '0' }, { 'X-RateLimit-Remaining': '0' }];
const STATUSES = [400, 401, 403, 404, 429, 500, 503];
const CASES = STATUSES.flatMap((status) => HEADERS.map((headers) => [status, headers] as const));
/** Longer than any of these tests lasts. */
const LONG = { 'Retry-After': '86400' };
const left = () => machine.clock.deadline(HANG_GUARD_MS);

describe.each(CASES)('HTTP %i with %p', (status, headers) => {
  test('is waited for once, as the answer says', async () => {
    await using london = await testAppliance();
    await london.api().health(left());
    london.appliance.failureModes.throttle = { status, headers, calls: 1 };
    await expect(london.api().health(left())).resolves.toMatchObject({ healthy: true });
    london.appliance.failureModes.throttle = { status, headers, calls: 1 };
    await expect(london.api().accepts(left())).resolves.toEqual({ secretVersionId: 'v1' });
  });

  test('a second time is a throttle, not a refusal of the account', async () => {
    await using london = await testAppliance();
    london.appliance.failureModes.throttle = { status, headers, calls: 2 };
    await expect(london.api().accepts(left())).rejects.toMatchObject({ name: 'ApplianceThrottled' });
    await expect(london.api().health(left())).resolves.toMatchObject({ healthy: true });
  });
});

test.each(STATUSES)(
  'a wait that is longer than what is left of the time is a failure at once, under HTTP %i too',
  async (status) => {
    await using london = await testAppliance();
    const throttle = { status, headers: LONG, calls: 1 };
    london.appliance.failureModes.throttle = throttle;
    await expect(london.api().health(left())).rejects.toMatchObject({
      name: 'ApplianceThrottled',
      message: expect.stringContaining('wait 86400 s'),
    });
    expect(throttle.calls).toBe(0);
  },
);

test.each(HEADERS)('a success with %p is a success', async (headers) => {
  const body = JSON.stringify({ version: '1', build: '2', appliance_id: 'ab', failover_role: 'none' });
  const well = sends(200, 'application/json', body, headers);
  await using site = await hostileSite({ ...WELL, '/api/command/v2/health': well });
  await expect(site.api.health(left())).resolves.toMatchObject({ healthy: true });
  expect(site.calls.filter((call) => call.endsWith('/health'))).toHaveLength(1);
});

test('a verdict on the health is one, whatever its headers ask for', async () => {
  await using london = await testAppliance();
  london.appliance.failureModes.health = 'sick';
  const body = JSON.stringify({ version: '1', build: '2', appliance_id: 'ab', failover_role: 'none', message: 'sick' });
  const sick = sends(500, 'application/json', body, { 'retry-after': '0' });
  await using site = await hostileSite({ ...WELL, '/api/command/v2/health': sick });
  await expect(site.api.health(left())).resolves.toMatchObject({ healthy: false });
});

test.each([500, 501, 503, 507, 520, 599])(
  '/check_health with HTTP %i is unhealthy, whatever its headers say',
  async (status) => {
    for (const headers of [...HEADERS, LONG]) {
      await using site = await hostileSite({
        '/check_health': sends(status, 'text/plain', 'busy', headers as Record<string, string>),
      });
      const seen = await httpsProbe(machine).probe(applianceOf(site.settings, 'london'), SERVICE_NAME, HANG_GUARD_MS);
      expect(seen).toMatchObject({ result: 'unhealthy' });
    }
  },
);

const BACKUP = sends(200, 'application/octet-stream', 'a backup');

describe('another backup', () => {
  const busy = (status: number, body: string, retryAfter = '0') =>
    sends(status, 'application/json', body, { 'retry-after': retryAfter });

  test('is waited for once, as the answer says, and the backup comes', async () => {
    let asked = 0;
    const once: typeof BACKUP = (request, response) => {
      asked += 1;
      (asked === 1 ? busy(409, '{}') : BACKUP)(request, response);
    };
    await using site = await hostileSite({ ...WELL, '/api/backup': once });
    await expect(site.api.backup(left())).resolves.toMatchObject({ contentType: 'application/octet-stream' });
    expect(asked).toBe(2);
  });

  test('is not waited for where there is no time for that, and the next capture finds it ended', async () => {
    await using london = await testAppliance();
    london.appliance.failureModes.busyBackups = 1;
    // The appliance does not say how long; half a minute does not fit into what is left.
    await expect(london.api().backup(machine.clock.deadline(20_000))).rejects.toMatchObject({ name: 'ApplianceBusy' });
    await expect(london.api().backup(left())).resolves.toMatchObject({ contentType: 'application/octet-stream' });
  });

  test.each([
    [409, '{"message":"no"}'],
    [423, ''],
    [400, '{"message":"Another backup is already in progress."}'],
    [500, '{"message":"A backup is currently being created"}'],
    [200, '{"message":"The appliance is busy with another backup"}'],
  ])('HTTP %i with %s a second time is ApplianceBusy', async (status, body) => {
    await using site = await hostileSite({ ...WELL, '/api/backup': busy(status, body) });
    const failure = { name: 'ApplianceBusy' };
    await expect(site.api.backup(left())).rejects.toMatchObject(failure);
    expect(site.calls.filter((call) => call.includes('/api/backup'))).toHaveLength(2);
  });

  test('is not read into an error that says something else, nor into a short backup', async () => {
    await using site = await hostileSite({
      ...WELL,
      '/api/backup': sends(500, 'application/json', '{"message":"disk full"}'),
    });
    await expect(site.api.backup(left())).rejects.toMatchObject({ name: 'ApplianceGarbled' });
    const small = sends(200, 'application/octet-stream', 'busy with another backup');
    await using other = await hostileSite({ ...WELL, '/api/backup': small });
    await expect(other.api.backup(left())).resolves.toMatchObject({ contentType: 'application/octet-stream' });
  });
});
