// Close-out's function: the event of an execution's end starts it.
import { closeOut } from '../steps/recovery/end/close-out.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  closeOut({
    ...tools.settings(...given),
    ...tools.end(...given),
    ...tools.metrics(...given),
  })) satisfies Wire<'close-out'>;
