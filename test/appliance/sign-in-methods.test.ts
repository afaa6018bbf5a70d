// How people may sign in, as an appliance says it to anybody.
import { readMechanisms } from '../../functions/appliance/api/sign-in-methods.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { testAppliance } from './appliances.ts';
import { hostileSite, json, sends } from './hostile-site.ts';

const PATH = '/get_mech_list?version=3';

test('is read without an account, with product and default', async () => {
  await using london = await testAppliance();
  london.appliance.failureModes.signIn = { mechs: ['local', 'saml', 'fido2'], chosen: 'fido2' };
  london.appliance.changeSecret('another');
  await expect(london.api().signInMethods(soon())).resolves.toEqual({
    mechanisms: ['local', 'saml', 'fido2'],
    chosen: 'fido2',
    product: 'rs',
  });
  expect(london.reads()).toBe(0);
});

test('sends nothing that proves us', async () => {
  await using site = await hostileSite({ [PATH]: json({ mechs: ['local'], product: 'bpam' }) });
  await expect(site.api.signInMethods(soon())).resolves.toEqual({ mechanisms: ['local'], product: 'pra' });
  expect(site.requests.map(({ headers }) => [headers.authorization, headers.cookie])).toEqual([[undefined, undefined]]);
});

test.each([
  ['nothing there', sends(404, 'text/html', '<h1>Not Found</h1>')],
  ['a page', sends(200, 'text/html', '<!DOCTYPE html><html></html>')],
  ['an error', json({ error: 'no' }, 500)],
  ['an empty object', json({})],
  ['a list', json([])],
])('%s is nothing told, and no failure', async (_what, answer) => {
  await using site = await hostileSite({ [PATH]: answer });
  await expect(site.api.signInMethods(soon())).resolves.toBeUndefined();
});

test('objects with names are taken as names, and neither many nor long ones are', () => {
  const mechs = [{ name: 'Local' }, { mech: 'saml' }, 7, null, { x: 1 }, 'a'.repeat(500)];
  expect(readMechanisms(JSON.stringify({ mechs, default_mech: { name: 'Local' } }))).toEqual({
    mechanisms: ['Local', 'saml', 'a'.repeat(80)],
    chosen: 'Local',
  });
  expect(readMechanisms(JSON.stringify({ mechs: Array.from({ length: 60 }, () => 'x') }))?.mechanisms).toHaveLength(20);
  expect(readMechanisms(JSON.stringify({ mechs: Array.from({ length: 101 }, () => 'x') }))).toBeUndefined();
});
