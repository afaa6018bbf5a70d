// Fence's function: the only one that may cut an appliance's power.
import { fence } from '../steps/recovery/fence/fence.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  fence({
    ...tools.step(...given),
    ...tools.messages(...given),
    ...tools.names(...given),
    ...tools.powers(...given),
  })) satisfies Wire<'fence'>;
