// UploadBackup's function: the only one that may call the customer's restore function, or sign in to an
// appliance's /login as a person does.
import { restoreMethodOf } from '../appliance/restore/restore-method-of.ts';
import { tokenWitnessOf } from '../appliance/restore/token-witness.ts';
import { uploadBackup } from '../steps/recovery/restore/upload-backup.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { bucketsOf, stepTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  uploadBackup({
    ...stepTools(environment, clients, platform),
    backups: s3Backups(clients.s3, bucketsOf(environment)),
    tokenWitness: tokenWitnessOf(clients.secrets, platform),
    restoreMethodOf: restoreMethodOf({ ...platform, lambda: clients.lambda, secrets: clients.secrets }),
  })) satisfies Wire<'upload-backup'>;
