// AwaitRestore's function: each call probes the standby once.
import { awaitRestore } from '../steps/recovery/restore/await-restore.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  awaitRestore({ ...tools.step(...given), ...tools.probe(...given) })) satisfies Wire<'await-restore'>;
