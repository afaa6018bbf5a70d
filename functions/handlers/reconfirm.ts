// Reconfirm's function: probes both appliances once more before users are affected.
import { reconfirm } from '../steps/recovery/confirm/reconfirm.ts';
import { stepTools, vantageTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  reconfirm({ ...stepTools(environment, clients, platform), ...vantageTools(platform) })) satisfies Wire<'reconfirm'>;
