// Promote's function: checks that the standby accepts clients.
import { promote } from '../steps/recovery/fence/promote.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  promote({ ...tools.step(...given), ...tools.probe(...given), ...tools.api(...given) })) satisfies Wire<'promote'>;
