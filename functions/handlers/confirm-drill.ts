// ConfirmDrill's function: probes both appliances again before a drill takes the standby away.
import { confirmDrill } from '../steps/recovery/confirm/confirm-drill.ts';
import { nameTools, stepTools, vantageTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  confirmDrill({
    ...stepTools(environment, clients, platform),
    ...nameTools(platform),
    ...vantageTools(platform),
  })) satisfies Wire<'confirm-drill'>;
