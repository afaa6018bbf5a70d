// ConfirmDrill's function: probes both appliances again before a drill takes the standby away.
import { confirmDrill } from '../steps/recovery/confirm/confirm-drill.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  confirmDrill({
    ...tools.step(...given),
    ...tools.names(...given),
    ...tools.vantage(...given),
  })) satisfies Wire<'confirm-drill'>;
