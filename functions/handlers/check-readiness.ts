// CheckReadiness's function: makes the checks of readiness that an inspection does not make, and judges them all.
import { checkReadiness } from '../steps/readiness/check-readiness.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  checkReadiness({
    ...tools.settings(...given),
    ...tools.records(...given),
    ...tools.backups(...given),
    ...tools.inspections(...given),
  })) satisfies Wire<'check-readiness'>;
