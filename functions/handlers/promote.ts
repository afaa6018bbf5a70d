// Promote's function: looks whether the standby accepts clients.
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { promote } from '../steps/recovery/fence/promote.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface PromoteClients {
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.promote)[number]>, string>>;

export const wire = (environment: Environment, { s3, secrets }: PromoteClients) =>
  promote({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    look: httpsLook(systemClock),
    apiOf: applianceApiOf(secrets, systemClock),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.promote), {
    s3: new S3Client({ maxAttempts: 3 }),
    secrets: new SecretsManagerClient({ maxAttempts: 3 }),
  }),
);
