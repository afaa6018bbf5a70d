// What an appliance says of how much it holds, and that nothing hangs on its saying so.

import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { LONDON, testAppliance } from './appliances.ts';

const TOTALS = { user: 42, 'group-policy': 3, 'jump-group': 9, jumpoint: 2, 'vault/account': 7 };

test('the totals of the collections, by name', async () => {
  await using london = await testAppliance({ totals: TOTALS });
  await expect(london.api().fingerprint(soon())).resolves.toEqual(TOTALS);
});

test('what else can be counted is counted where it is permitted: ways to sign in, teams, API accounts', async () => {
  const more = { ...TOTALS, 'security-provider': 2, team: 4, 'api-account': 3 };
  await using london = await testAppliance({ totals: more });
  await expect(london.api().fingerprint(soon())).resolves.toEqual(more);
});

test('a collection that is refused or unknown is left out', async () => {
  const { jumpoint: _unknown, ...some } = TOTALS;
  await using london = await testAppliance({ totals: some, account: { permissions: { vaultAccounts: false } } });
  await expect(london.api().fingerprint(soon())).resolves.toEqual({ user: 42, 'group-policy': 3, 'jump-group': 9 });
});

test('without the permission there is none', async () => {
  await using london = await testAppliance({ totals: TOTALS, account: { permissions: { configuration: false } } });
  await expect(london.api().fingerprint(soon())).resolves.toEqual({});
});

test('an appliance that cannot be asked, or refuses the account, has none', async () => {
  await using london = await testAppliance({ totals: TOTALS });
  london.appliance.changeSecret('another');
  await expect(london.api().fingerprint(soon())).resolves.toEqual({});
  london.appliance.die();
  await london.appliance.settled();
  await expect(london.api().fingerprint(soon())).resolves.toEqual({});
});

test('a token that died is renewed, once for all', async () => {
  await using london = await testAppliance({ totals: TOTALS });
  await london.api().health(soon());
  london.appliance.die();
  await london.appliance.settled();
  london.appliance.revive();
  await london.appliance.settled();
  await expect(london.api().fingerprint(soon())).resolves.toEqual(TOTALS);
});

test('an account is followed to the version of its secret that the appliance accepts', async () => {
  await using london = await testAppliance({ totals: TOTALS });
  london.secrets.set('twinbox/london', { value: { ...LONDON, clientSecret: 'new' }, version: 'v2' });
  london.oldVersions.set('v1', LONDON);
  await expect(london.api('london', 'v1').accepts(soon())).resolves.toEqual({ secretVersionId: 'v1' });
  await expect(london.api('london', 'v1').fingerprint(soon())).resolves.toEqual(TOTALS);
  await expect(london.api('london').accepts(soon())).resolves.toBeUndefined();
  london.appliance.changeSecret('new');
  await expect(london.api('london', 'v1').accepts(soon())).resolves.toEqual({ secretVersionId: 'v2' });
  // Secrets Manager has forgotten it.
  await expect(london.api('london', 'v0').accepts(soon())).resolves.toEqual({ secretVersionId: 'v2' });
});
