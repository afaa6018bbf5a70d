// CheckStandby's function: queries the standby with the accounts in the restored backup.
import { checkStandby } from '../steps/recovery/restore/check-standby.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  checkStandby({
    ...tools.step(...given),
    ...tools.messages(...given),
    ...tools.probe(...given),
    ...tools.api(...given),
    ...tools.tokens(...given),
  })) satisfies Wire<'check-standby'>;
