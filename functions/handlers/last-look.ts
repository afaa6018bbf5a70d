// LastLook's function: looks at the primary once more.
import { lastLook } from '../steps/recovery/confirm/last-look.ts';
import { nameTools, stepTools, vantageTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  lastLook({
    ...stepTools(environment, clients, platform),
    ...nameTools(platform),
    ...vantageTools(platform),
  })) satisfies Wire<'last-look'>;
