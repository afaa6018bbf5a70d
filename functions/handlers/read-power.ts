// Read-power's function: the power of both appliances, read once an hour and never commanded. Beside Fence and Prepare it alone may
// read the secrets of power controllers.
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { parametersByPair, parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { powerCredentials } from '../power/power-credentials.ts';
import { powersToRead } from '../power/powers-to-read.ts';
import { readPower } from '../steps/monitor/read-power.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface ReadPowerClients {
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly secrets: SecretsManagerClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['read-power'][number]>, string>>;

export const wire = (environment: Environment, { s3, ssm, secrets }: ReadPowerClients) =>
  readPower({
    settings: ssmSettings(ssm, parametersByPair(environment.SETTINGS_PARAMETERS)),
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    powersToRead: powersToRead(powerCredentials(secrets)),
    look: httpsLook(systemClock),
    clock: systemClock,
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['read-power']), {
    s3: new S3Client({ maxAttempts: 3 }),
    ssm: new SSMClient({ maxAttempts: 3 }),
    secrets: new SecretsManagerClient({ maxAttempts: 3 }),
  }),
);
