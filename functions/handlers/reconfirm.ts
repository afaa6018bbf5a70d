// Reconfirm's function: looks at the primary once more.
import { reconfirm } from '../steps/recovery/confirm/reconfirm.ts';
import { nameTools, stepTools, vantageTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  reconfirm({
    ...stepTools(environment, clients, platform),
    ...nameTools(platform),
    ...vantageTools(platform),
  })) satisfies Wire<'reconfirm'>;
