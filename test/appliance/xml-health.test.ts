// Health over the XML form, as appliances give it that have no other: recorded shapes, both namespaces, errors under
// HTTP 200.

import type { RequestListener } from 'node:http';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { type Answers, hostileSite, json, WELL, xml } from './hostile-site.ts';

const GUID = '0123456789abcdef0123456789ABCDEF';
const RS = 'http://www.bomgar.com/namespaces/API/command';

const infoXml = (permission: string) =>
  `<api_information xmlns="${RS}"><api_version>1.19.0</api_version><permissions>
  <permission name="perm_command">full_access</permission><permission name="${permission}">1</permission></permissions></api_information>`;
const healthXml = (inside = '', success = 1, role = 'none') =>
  `<health_check xmlns="${RS}">\t<appliance id="${GUID}">appliance &amp; co</appliance>

  <version>19.1.8 (37380-0123456789abcdef0123456789abcdef01234567)</version>
  <success>${success}</success>${inside}<failover_role>${role}</failover_role></health_check>`;
const clusterXml = (role: string) =>
  `<appliances xmlns="${RS}"><appliance id="ffff"><cluster_role>traffic</cluster_role></appliance>
  <appliance id="${GUID}"><cluster_role>${role}</cluster_role><accepting_connections>1</accepting_connections></appliance></appliances>`;

const applianceWith = (more: Answers = {}): Answers => ({
  '/oauth2/token': WELL['/oauth2/token'] ?? json({}),
  '/api/command?action=get_api_info': xml(infoXml('perm_reporting_support')),
  '/api/command?action=check_health': xml(healthXml()),
  '/api/command?action=get_appliances': xml(clusterXml('single')),
  ...more,
});
const nameOf = async (answers: Answers): Promise<string> => {
  await using site = await hostileSite(answers);
  return await site.api.health(soon()).then(
    () => 'an answer',
    (error: unknown) => (error as Error).name,
  );
};

test('an appliance without the JSON form is asked in XML, and says the same', async () => {
  await using site = await hostileSite(applianceWith());
  await expect(site.api.health(soon())).resolves.toEqual({
    healthy: true,
    product: 'rs',
    version: '19.1.8',
    build: '37380',
    applianceId: GUID.toLowerCase(),
    hostName: 'appliance & co',
    reportedRole: 'none',
    clusterRole: 'single',
  });
  expect(site.calls.filter((call) => call.includes('oauth2'))).toHaveLength(1);
});

test('the namespace and its prefix do not matter', async () => {
  const prefixed = `<b:health_check xmlns:b="https://www.beyondtrust.com/namespaces/API/command"><b:appliance id="${GUID}">x</b:appliance>
    <b:version>24.1.1 (5)</b:version><b:success>1</b:success><b:failover_role>backup</b:failover_role></b:health_check>`;
  await using site = await hostileSite(applianceWith({ '/api/command?action=check_health': xml(prefixed) }));
  await expect(site.api.health(soon())).resolves.toMatchObject({
    reportedRole: 'standby',
    version: '24.1.1',
    build: '5',
  });
});

test('Privileged Remote Access is known by a permission of its own, and is asked for appliances like any other', async () => {
  await using site = await hostileSite(
    applianceWith({ '/api/command?action=get_api_info': xml(infoXml('perm_reporting')) }),
  );
  await expect(site.api.health(soon())).resolves.toMatchObject({ product: 'pra', clusterRole: 'single' });
  expect(site.calls.join()).toContain('get_appliances');
});

describe('what is not told is left open, and the rest is known', () => {
  test('permissions of the Vault are those of both products', async () => {
    await using site = await hostileSite(
      applianceWith({ '/api/command?action=get_api_info': xml(infoXml('perm_vault_backup')) }),
    );
    await expect(site.api.health(soon())).resolves.toMatchObject({ product: '', healthy: true, version: '19.1.8' });
  });

  test.each([
    ['permissions of neither product', xml(infoXml('perm_backup'))],
    ['an error', xml(`<error xmlns="${RS}">Unknown action</error>`)],
    ['HTTP 403', json({ message: 'no' }, 403)],
  ])(
    'the product, where get_api_info is answered with %s; the list of sign-in mechanisms may know it',
    async (_what, answer) => {
      const mechanisms = json({ mechs: ['local'], default_mech: 'local', company: 'x', product: 'bpam' });
      await using site = await hostileSite(
        applianceWith({ '/api/command?action=get_api_info': answer, '/get_mech_list?version=3': mechanisms }),
      );
      await expect(site.api.health(soon())).resolves.toMatchObject({ product: 'pra', healthy: true });
      await using silent = await hostileSite(applianceWith({ '/api/command?action=get_api_info': answer }));
      await expect(silent.api.health(soon())).resolves.toMatchObject({ product: '', healthy: true });
    },
  );

  const REFUSALS: readonly (readonly [string, RequestListener])[] = [
    ['an error as the root', xml(`<error xmlns="${RS}">Permission denied</error>`)],
    ['an error inside', xml(`<appliances xmlns="${RS}"><error>Permission denied</error></appliances>`)],
    ...[400, 403, 404, 405].map((status) => [`HTTP ${status}`, json({ message: 'no' }, status)] as const),
  ];

  test.each(REFUSALS)(
    'the place in a cluster, where get_appliances is refused with %s: it is taken for a single one',
    async (_what, answer) => {
      await using site = await hostileSite(applianceWith({ '/api/command?action=get_appliances': answer }));
      await expect(site.api.health(soon())).resolves.toMatchObject({ clusterRole: 'single', healthy: true });
    },
  );

  test.each([
    ['', '', ''],
    ['19.1.8', '19.1.8', ''],
    ['the newest one', '', ''],
  ])('the version, where it is "%s"', async (said, version, build) => {
    const answer = xml(healthXml().replace(/<version>.*<\/version>/, `<version>${said}</version>`));
    await using site = await hostileSite(applianceWith({ '/api/command?action=check_health': answer }));
    await expect(site.api.health(soon())).resolves.toMatchObject({ healthy: true, version, build });
  });

  test.each([
    ['lists nobody', ''],
    ['lists this one alone, without a role', `<appliance id="${GUID}"/>`],
    ['lists this one alone, with an empty role', `<appliance id="${GUID}"><cluster_role/></appliance>`],
  ])('an appliance whose list %s is a single one', async (_what, inside) => {
    const answer = xml(`<appliances xmlns="${RS}">${inside}</appliances>`);
    await using site = await hostileSite(applianceWith({ '/api/command?action=get_appliances': answer }));
    await expect(site.api.health(soon())).resolves.toMatchObject({ clusterRole: 'single' });
  });

  test('but a list of appliances without this one, or a page in its place, is wrong', async () => {
    const others = xml(clusterXml('single').replace(GUID, 'eeee'));
    expect(await nameOf(applianceWith({ '/api/command?action=get_appliances': others }))).toBe('ApplianceGarbled');
    expect(await nameOf(applianceWith({ '/api/command?action=get_appliances': xml('<html/>') }))).toBe(
      'ApplianceGarbled',
    );
  });
});

test.each([
  ['master', 'primary'],
  ['traffic', 'traffic'],
])('a cluster role %s is %s', async (role, ours) => {
  await using site = await hostileSite(applianceWith({ '/api/command?action=get_appliances': xml(clusterXml(role)) }));
  await expect(site.api.health(soon())).resolves.toMatchObject({ clusterRole: ours });
});

test.each([200, 500])('success 0 is a verdict, with HTTP %i too', async (status) => {
  const sick = xml(healthXml('<error_message>the disk is full</error_message>', 0), status);
  await using site = await hostileSite(applianceWith({ '/api/command?action=check_health': sick }));
  await expect(site.api.health(soon())).resolves.toMatchObject({ healthy: false });
});

test('HTTP 500 is never healthy, whatever stands in it', async () => {
  await using site = await hostileSite(applianceWith({ '/api/command?action=check_health': xml(healthXml(), 500) }));
  await expect(site.api.health(soon())).resolves.toMatchObject({ healthy: false });
});

test.each([
  ['as the root', `<error xmlns="${RS}">Permission denied</error>`],
  ['inside the root', `<health_check xmlns="${RS}"><error>Permission denied</error></health_check>`],
  ['beside what looks healthy', healthXml('<error>Permission denied</error>')],
])('an error %s is a denial although it comes with HTTP 200', async (_where, body) => {
  expect(await nameOf(applianceWith({ '/api/command?action=check_health': xml(body) }))).toBe('ApplianceDenied');
});

test('a token that is refused in JSON is renewed once, then denied', async () => {
  const denied = json({
    error: 'access_denied',
    message: 'The resource owner or authorization server denied the request.',
  });
  await using site = await hostileSite(applianceWith({ '/api/command?action=check_health': denied }));
  await expect(site.api.health(soon())).rejects.toMatchObject({ name: 'ApplianceDenied' });
  expect(site.calls.filter((call) => call.includes('oauth2'))).toHaveLength(2);
});

test.each([
  ['a role that nobody documented', healthXml('', 1, 'witness')],
  ['a success that is neither 0 nor 1', healthXml('', 2)],
  ['two verdicts', healthXml('<success>0</success>')],
  ['no verdict', healthXml().replace('<success>1</success>', '')],
  ['another root', '<api_information/>'],
  ['a cut document', healthXml().slice(0, -9)],
  ['two documents', healthXml() + healthXml()],
  ['a page', '<!DOCTYPE html><html><body>Sign in<br></body></html>'],
  ['an id that is none', healthXml().replace(GUID, '../../etc')],
])('%s is garbled', async (_what, body) => {
  expect(await nameOf(applianceWith({ '/api/command?action=check_health': xml(body) }))).toBe('ApplianceGarbled');
});

test('an appliance that knows neither form is denied by name', async () => {
  expect(await nameOf({ '/oauth2/token': WELL['/oauth2/token'] ?? json({}) })).toBe('ApplianceDenied');
});
