// AwaitDecision's function: each call probes once and reads the pause once.
import { awaitDecision } from '../steps/recovery/confirm/await-decision.ts';
import { stepTools, vantageTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  awaitDecision({
    ...stepTools(environment, clients, platform),
    ...vantageTools(platform),
  })) satisfies Wire<'await-decision'>;
