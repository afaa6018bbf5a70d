// The settings of one Redfish controller.
import type { PowerSettingsOf } from '../contract/settings/power-settings.ts';

export type RedfishSettings = PowerSettingsOf<'redfish'>;
