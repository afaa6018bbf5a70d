// UploadBackup's function: the only one that may call the customer's restore function, or upload at an appliance's
// /login. CheckReadiness signs in there too, and uploads nothing.
import { restoreMethodOf } from '../appliance/restore/restore-method-of.ts';
import { uploadBackup } from '../steps/recovery/restore/upload-backup.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [, { lambda, secrets }, platform] = given;
  return uploadBackup({
    ...tools.step(...given),
    ...tools.backups(...given),
    ...tools.tokens(...given),
    restoreMethodOf: restoreMethodOf({ ...platform, lambda, secrets }),
  });
}) satisfies Wire<'upload-backup'>;
