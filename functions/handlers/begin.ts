// Begin's function: takes the lease, or reports why it cannot.
import { begin } from '../steps/recovery/begin/begin.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  begin({
    ...tools.settings(...given),
    ...tools.end(...given),
    ...tools.traffic(...given),
    ...tools.executions(...given),
  })) satisfies Wire<'begin'>;
