// An appliance that is managed apart from its users is asked for commands there, and for its life where its users are.
import { applianceApiOf } from '../../functions/appliance/api/appliance-api-of.ts';
import { httpsProbe } from '../../functions/appliance/probe/https-probe.ts';
import { applianceOf, tlsNameOf } from '../../functions/contract/settings/pair-settings.ts';
import { HANG_GUARD_MS, soon } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { freePort } from '../lab/appliance/ask.ts';
import { testAppliance } from './appliances.ts';

const apart = async () => ({ address: '127.0.0.2', port: await freePort('127.0.0.2') });

test('commands go by the management path', async () => {
  const management = await apart();
  await using london = await testAppliance({ management });
  await expect(london.api().health(soon())).resolves.toMatchObject({ healthy: true });
});

test('without that setting the appliance is asked where its users are, which refuses', async () => {
  await using london = await testAppliance({ management: await apart() });
  const [appliance] = london.settings.appliances;
  if (!appliance) throw new Error('no appliance');
  const { management: _apart, ...alone } = appliance;
  const settings = { ...london.settings, appliances: [alone] };
  const api = applianceApiOf(london.client, machine)(settings, 'london', 'london');
  await expect(api.health(soon())).rejects.toThrow(/refuses the API account/);
});

test('its life is decided on the path of its users, whatever the management path says', async () => {
  await using london = await testAppliance({ management: await apart() });
  const { settings } = london;
  const probe = (port: number) =>
    httpsProbe(machine).probe({ ...applianceOf(settings, 'london'), port }, tlsNameOf(settings), HANG_GUARD_MS);
  expect(await probe(london.appliance.port)).toMatchObject({ result: 'healthy' });
  expect(await probe(await freePort('127.0.0.1'))).toMatchObject({ result: 'refused' });
});
