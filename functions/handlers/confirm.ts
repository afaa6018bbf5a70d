// Confirm's function: probes the primary from the machine it runs on.
import { confirm } from '../steps/recovery/confirm/confirm.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  confirm({
    ...tools.step(...given),
    ...tools.messages(...given),
    ...tools.vantage(...given),
  })) satisfies Wire<'confirm'>;
