// The settings of one controller that speaks Redfish.
import type { PowerSettings } from '../contract/settings/pair-settings.ts';

export type RedfishSettings = Extract<PowerSettings, { readonly method: 'redfish' }>;
