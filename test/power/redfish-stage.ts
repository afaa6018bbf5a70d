// A simulated appliance with its power controller, and Redfish over both: what the tests of the adapter start from.
import type { Power } from '../../functions/power/power.ts';
import { redfish } from '../../functions/power/redfish.ts';
import type { RedfishSettings } from '../../functions/power/redfish-settings.ts';
import { type SimulatedAppliance, startAppliance } from '../../lab/appliance/appliance.ts';
import { type PowerController, startPowerController } from '../../lab/appliance/power/power-controller.ts';
import type { PowerQuirks } from '../../lab/appliance/power/power-quirks.ts';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';
import { machine } from '../doubles/machine.ts';

export const ACCOUNT = { user: 'fence', password: 'fence-password' };

export interface RedfishStage extends AsyncDisposable {
  readonly appliance: SimulatedAppliance;
  readonly controller: PowerController;
  readonly power: Power;
}

export { soon } from '../../packages/local-cloud/testing/patience.ts';

/** @param settings what differs from an owner who names address and certificate alone. */
export const redfishStage = async (
  quirks: PowerQuirks = {},
  settings: Partial<RedfishSettings> = {},
  account = ACCOUNT,
): Promise<RedfishStage> => {
  const ca = await createCertificateAuthority();
  const place = { address: '127.0.0.1', port: 0, ca, clock: scaledClock(10) };
  const appliance = await startAppliance({
    ...place,
    name: 'london',
    tlsNames: ['support.example.com'],
    accounts: { clientId: 'a', clientSecret: 'b' },
    configuration: '',
    backupBytes: 20_000,
  });
  const controller = await startPowerController({ ...place, ...ACCOUNT, appliance });
  controller.quirks = quirks;
  const whole: RedfishSettings = {
    method: 'redfish',
    address: '127.0.0.1',
    port: controller.port,
    secret: 'twinbox/london-power',
    tls: { ca: ca.caPem, serverName: 'power.london' },
    ...settings,
  };
  return {
    appliance,
    controller,
    power: redfish(machine, whole, async () => account),
    [Symbol.asyncDispose]: async () => {
      await controller[Symbol.asyncDispose]();
      await appliance[Symbol.asyncDispose]();
    },
  };
};
