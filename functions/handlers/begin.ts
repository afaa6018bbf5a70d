// Begin's function: takes the lease, or reports why it cannot.
import { sfnExecutions } from '../platform/sfn-executions.ts';
import { begin } from '../steps/recovery/begin/begin.ts';
import { endTools, settingsTools, trafficTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  begin({
    ...settingsTools(environment, clients),
    ...endTools(environment, clients, platform),
    ...trafficTools(environment, clients, platform),
    executions: sfnExecutions(clients.sfn, platform.random),
  })) satisfies Wire<'begin'>;
