// Reconfirm's function: probes both appliances once more before users are affected.
import { reconfirm } from '../steps/recovery/confirm/reconfirm.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  reconfirm({ ...tools.step(...given), ...tools.vantage(...given) })) satisfies Wire<'reconfirm'>;
