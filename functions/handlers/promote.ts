// Promote's function: checks that the standby accepts clients.
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { promote } from '../steps/recovery/fence/promote.ts';
import { probeTools, stepTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  promote({
    ...stepTools(environment, clients, platform),
    ...probeTools(platform),
    apiOf: applianceApiOf(clients.secrets, platform),
  })) satisfies Wire<'promote'>;
