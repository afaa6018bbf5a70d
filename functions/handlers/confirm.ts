// Confirm's function: probes the primary from the machine it runs on.
import { confirm } from '../steps/recovery/confirm/confirm.ts';
import { messageTools, stepTools, vantageTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  confirm({
    ...stepTools(environment, clients, platform),
    ...messageTools(environment, clients, platform),
    ...vantageTools(platform),
  })) satisfies Wire<'confirm'>;
