// Gives the ways to switch an appliance off, in the order of the settings. `none` is no way: it only says on purpose that there is none.
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
