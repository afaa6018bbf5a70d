// UploadBackup's function: the only one that may call the user's restore function, or sign in at a box as people do.
import './small-young.ts';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { RESTORE_CLIENT } from '../appliance/restore/lambda-restore.ts';
import { restoreWayOf } from '../appliance/restore/restore-way-of.ts';
import { tokenWitnessOf } from '../appliance/restore/token-witness.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { uploadBackup } from '../steps/recovery/restore/upload-backup.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface UploadBackupClients {
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
  readonly secrets: SecretsManagerClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['upload-backup'][number]>, string>>;

export const wire = (environment: Environment, { s3, lambda, secrets }: UploadBackupClients) =>
  uploadBackup({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    backups: s3Backups(s3, { vault: environment.VAULT_BUCKET, record: environment.RECORD_BUCKET }),
    tokenWitness: tokenWitnessOf(secrets, systemClock),
    restoreWayOf: restoreWayOf({ lambda, secrets, clock: systemClock }),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['upload-backup']), {
    s3: new S3Client({ maxAttempts: 3 }),
    lambda: new LambdaClient(RESTORE_CLIENT),
    secrets: new SecretsManagerClient({ maxAttempts: 3 }),
  }),
);
