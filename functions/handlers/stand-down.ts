// StandDown's function: releases the lease and notifies operators.
import { standDown } from '../steps/recovery/end/stand-down.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => standDown({ ...tools.end(...given) })) satisfies Wire<'stand-down'>;
