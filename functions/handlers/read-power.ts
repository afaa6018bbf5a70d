// Read-power's function: reads the power of both appliances once an hour and never commands it. Only this function,
// Fence and Prepare may read the secrets of power controllers.
import { powerCredentials } from '../power/power-credentials.ts';
import { powersToRead } from '../power/powers-to-read.ts';
import { readPower } from '../steps/monitor/read-power.ts';
import { probeTools, recordTools, settingsTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  readPower({
    ...settingsTools(environment, clients),
    ...recordTools(environment, clients, platform),
    ...probeTools(platform),
    powersToRead: powersToRead(powerCredentials(clients.secrets), platform),
  })) satisfies Wire<'read-power'>;
