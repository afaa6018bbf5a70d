// Fence's function: the only one that may read the secrets of power controllers.
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { powerCredentials } from '../power/power-credentials.ts';
import { powersOf } from '../power/power-of.ts';
import { fence } from '../steps/recovery/fence/fence.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface FenceClients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly secrets: SecretsManagerClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.fence)[number]>, string>>;

export const wire = (environment: Environment, { s3, sns, secrets }: FenceClients) =>
  fence({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    messages: snsMessages(sns, environment.TOPIC_ARN),
    names: authoritativeNames(systemClock),
    look: httpsLook(systemClock),
    powersOf: powersOf(powerCredentials(secrets)),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.fence), {
    s3: new S3Client({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
    secrets: new SecretsManagerClient({ maxAttempts: 3 }),
  }),
);
