// Fence's function: the only one that may command power controllers.
import { powerCredentials } from '../power/power-credentials.ts';
import { powersOf } from '../power/power-of.ts';
import { fence } from '../steps/recovery/fence/fence.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [, { secrets }, platform] = given;
  return fence({
    ...tools.step(...given),
    ...tools.messages(...given),
    ...tools.names(...given),
    powersOf: powersOf(powerCredentials(secrets), platform),
  });
}) satisfies Wire<'fence'>;
