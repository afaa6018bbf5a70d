// StandDown's function: releases the lease and notifies operators.
import { standDown } from '../steps/recovery/end/stand-down.ts';
import { endTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  standDown({
    ...endTools(environment, clients, platform),
  })) satisfies Wire<'stand-down'>;
