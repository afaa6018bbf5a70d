// Close-out's function: started by the event that an execution has ended.
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { closeOut } from '../steps/recovery/end/close-out.ts';
import { endTools, settingsTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  closeOut({
    ...settingsTools(environment, clients),
    ...endTools(environment, clients, platform),
    metrics: cloudwatchMetrics(clients.cloudwatch),
  })) satisfies Wire<'close-out'>;
