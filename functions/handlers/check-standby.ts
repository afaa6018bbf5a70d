// CheckStandby's function: asks the standby with the accounts that the backup brought.
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { tokenWitnessOf } from '../appliance/restore/token-witness.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { checkStandby } from '../steps/recovery/restore/check-standby.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface CheckStandbyClients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly secrets: SecretsManagerClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['check-standby'][number]>, string>>;

export const wire = (environment: Environment, { s3, sns, secrets }: CheckStandbyClients) =>
  checkStandby({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    messages: snsMessages(sns, environment.TOPIC_ARN),
    look: httpsLook(systemClock),
    apiOf: applianceApiOf(secrets, systemClock),
    tokenWitness: tokenWitnessOf(secrets, systemClock),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['check-standby']), {
    s3: new S3Client({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
    secrets: new SecretsManagerClient({ maxAttempts: 3 }),
  }),
);
