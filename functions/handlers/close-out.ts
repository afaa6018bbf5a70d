// Close-out's function: the event of an execution's end starts it.
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
