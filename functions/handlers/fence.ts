// Fence's function: the only one that may command power controllers.
import { powersOf, powerTools } from '../power/power-of.ts';
import { fence } from '../steps/recovery/fence/fence.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  fence({
    ...tools.step(...given),
    ...tools.messages(...given),
    ...tools.names(...given),
    powersOf: powersOf(powerTools(given[1], given[2])),
  })) satisfies Wire<'fence'>;
