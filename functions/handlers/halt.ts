// Halt's function: every error of the workflow leads here.
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { halt } from '../steps/recovery/end/halt.ts';
import { endTools, settingsTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  halt({
    ...settingsTools(environment, clients),
    ...endTools(environment, clients, platform),
    metrics: cloudwatchMetrics(clients.cloudwatch),
  })) satisfies Wire<'halt'>;
