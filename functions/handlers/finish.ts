// Finish's function: releases the lease and notifies operators.
import { finish } from '../steps/recovery/end/finish.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => finish({ ...tools.end(...given) })) satisfies Wire<'finish'>;
