// The settings of one Redfish controller.
import type { PowerSettings } from '../contract/settings/pair-settings.ts';

export type RedfishSettings = Extract<PowerSettings, { readonly method: 'redfish' }>;
