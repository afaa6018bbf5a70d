// Gives the methods to power off an appliance, in the order of the settings. `none` gives no method: it states that
// there is none.
import { applianceOf, type PairSettings } from '../contract/settings/pair-settings.ts';
import type { Outside } from '../net/platform.ts';
import type { Power } from './power.ts';
import type { PowerCredentials } from './power-credentials.ts';
import { redfish } from './redfish.ts';

export type PowersOf = (settings: PairSettings, appliance: string) => readonly Power[];

export const powersOf =
  (credentials: PowerCredentials, outside: Outside): PowersOf =>
  (settings, appliance) =>
    applianceOf(settings, appliance).power.flatMap((method) =>
      method.method === 'redfish' ? [redfish(outside, method, credentials)] : [],
    );
