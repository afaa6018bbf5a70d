// Halt's function: every error of the workflow leads here.
import { halt } from '../steps/recovery/end/halt.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  halt({ ...tools.settings(...given), ...tools.end(...given), ...tools.metrics(...given) })) satisfies Wire<'halt'>;
