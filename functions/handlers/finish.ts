// Finish's function: releases the lease and notifies operators.
import { finish } from '../steps/recovery/end/finish.ts';
import { endTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  finish({
    ...endTools(environment, clients, platform),
  })) satisfies Wire<'finish'>;
