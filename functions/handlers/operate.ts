// Operate's function: small operations on the pair record.
import { operate } from '../steps/operate/operate.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  operate({
    ...tools.records(...given),
    ...tools.messages(...given),
    ...tools.backups(...given),
    ...tools.inspections(...given),
  })) satisfies Wire<'operate'>;
