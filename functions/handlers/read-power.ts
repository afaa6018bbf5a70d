// Read-power's function: reads the power of both appliances once an hour and never commands it. Only this function,
// Fence and Prepare may read the secrets of power controllers.
import { readPower } from '../steps/monitor/read-power.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  readPower({
    ...tools.settings(...given),
    ...tools.records(...given),
    ...tools.probe(...given),
    ...tools.powersToRead(...given),
  })) satisfies Wire<'read-power'>;
