// AwaitRestore's function: each call probes the standby once.
import { awaitRestore } from '../steps/recovery/restore/await-restore.ts';
import { probeTools, stepTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  awaitRestore({
    ...stepTools(environment, clients, platform),
    ...probeTools(platform),
  })) satisfies Wire<'await-restore'>;
