// Unknown is allowed, wrong is not: what an appliance does not say is left open, and all else goes on.

import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { LONDON, testAppliance } from './appliances.ts';
import { hostileSite, json, TOKEN, WELL } from './hostile-site.ts';

const HEALTH = '/api/command/v2/health';
const INFO = '/api/command/v2/info';
const GUID = '0123456789abcdef0123456789abcdef';

describe('health in JSON', () => {
  test.each([
    ['null', { version: null, build: null }],
    ['left out', {}],
  ])('without version and build, which are %s, is still a verdict', async (_how, more) => {
    await using site = await hostileSite({
      ...WELL,
      [HEALTH]: json({ appliance_id: GUID, failover_role: 'none', ...more }),
    });
    await expect(site.api.health(soon())).resolves.toMatchObject({
      healthy: true,
      version: '',
      build: '',
      product: 'rs',
    });
  });

  test('takes a build that is a number', async () => {
    await using site = await hostileSite({
      ...WELL,
      [HEALTH]: json({ appliance_id: GUID, version: '25.1', build: 42 }),
    });
    await expect(site.api.health(soon())).resolves.toMatchObject({ version: '25.1', build: '42' });
  });

  test('without an id is none', async () => {
    await using site = await hostileSite({ ...WELL, [HEALTH]: json({ version: '25.1', build: '42' }) });
    await expect(site.api.health(soon())).rejects.toMatchObject({ name: 'ApplianceGarbled' });
  });

  test.each([
    ['an error with status 200', { error: 'internal', message: 'not available' }],
    ['no product', { permissions: {}, command_api_version: '2.0.0' }],
    ['a product that is null', { product: null, command_api_version: '2.0.0' }],
  ])('goes on where the information is %s', async (_what, info) => {
    await using site = await hostileSite({ ...WELL, [INFO]: json(info) });
    await expect(site.api.health(soon())).resolves.toMatchObject({ healthy: true, product: '', version: '24.3.2' });
    const list = json({ mechs: [], product: 'ingredi' });
    await using notifies = await hostileSite({ ...WELL, [INFO]: json(info), '/get_mech_list?version=3': list });
    await expect(notifies.api.health(soon())).resolves.toMatchObject({ product: 'rs' });
  });
});

describe('a token', () => {
  test.each([undefined, null, '3600', 'an hour', '', -1, 0])('whose life is %p is used', async (expires_in) => {
    const token = json({
      access_token: TOKEN,
      token_type: 'Bearer',
      ...(expires_in === undefined ? {} : { expires_in }),
    });
    await using site = await hostileSite({ ...WELL, '/oauth2/token': token });
    await site.api.health(soon());
    await site.api.health(soon());
    expect(site.calls.filter((call) => call.includes('oauth2'))).toHaveLength(1);
  });

  test('that is refused with status 200 is a refusal, and no strange answer', async () => {
    await using site = await hostileSite({
      ...WELL,
      '/oauth2/token': json({ error: 'invalid_client', message: 'no' }),
    });
    await expect(site.api.health(soon())).rejects.toMatchObject({ name: 'CredentialsRefused' });
    await expect(site.api.accepts(soon())).resolves.toBeUndefined();
  });
});

test.each(['no-life', 'textual-life', undefined] as const)(
  'the simulated appliance in the failure mode %s is understood',
  async (token) => {
    await using london = await testAppliance();
    Object.assign(london.appliance.failureModes, { versionUnreported: true, info: 'no-product' }, token && { token });
    await expect(london.api().health(soon())).resolves.toMatchObject({
      healthy: true,
      version: '',
      build: '',
      product: 'rs',
    });
  },
);

test('the simulated appliance from before the JSON form is understood, and so is its refusal under a success', async () => {
  await using london = await testAppliance();
  london.appliance.failureModes.info = 'xml-only';
  await expect(london.api().health(soon())).resolves.toMatchObject({
    healthy: true,
    product: 'rs',
    clusterRole: 'single',
  });
  london.appliance.failureModes.token = 'error-with-200';
  london.appliance.changeSecret(`not ${LONDON.clientSecret}`);
  await expect(london.api().accepts(soon())).resolves.toBeUndefined();
});
