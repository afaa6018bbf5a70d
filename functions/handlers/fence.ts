// Fence's function: the only one that may command power controllers.
import { powerCredentials } from '../power/power-credentials.ts';
import { powersOf } from '../power/power-of.ts';
import { fence } from '../steps/recovery/fence/fence.ts';
import { messageTools, nameTools, stepTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  fence({
    ...stepTools(environment, clients, platform),
    ...messageTools(environment, clients, platform),
    ...nameTools(platform),
    powersOf: powersOf(powerCredentials(clients.secrets), platform),
  })) satisfies Wire<'fence'>;
