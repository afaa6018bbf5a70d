// AwaitRestore's function: one look at the standby, each time.
import { awaitRestore } from '../steps/recovery/restore/await-restore.ts';
import { lookTools, stepTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  awaitRestore({
    ...stepTools(environment, clients, platform),
    ...lookTools(platform),
  })) satisfies Wire<'await-restore'>;
