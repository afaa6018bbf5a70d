// Capture's function: one backup of one pair's primary, started by its schedule.
import './small-young.ts';
import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { sharedRest } from '../appliance/api/account/account-rest.ts';
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { parametersByPair, parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { capture } from '../steps/capture/capture.ts';
import { s3CaptureTurns } from '../store/latest/s3-capture-leases.ts';
import { s3RefusedAccounts } from '../store/latest/s3-refused-accounts.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3CaptureShelf } from '../store/vault/capture/s3-capture-writer.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { lambdaEntry } from './lambda-entry.ts';
import { logSay } from './log-say.ts';

export interface CaptureClients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly ssm: SSMClient;
  readonly secrets: SecretsManagerClient;
  readonly cloudwatch: CloudWatchClient;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.capture)[number]>, string>>;

export const wire = (environment: Environment, { s3, sns, ssm, secrets, cloudwatch, logger }: CaptureClients) =>
  capture({
    settings: ssmSettings(ssm, parametersByPair(environment.SETTINGS_PARAMETERS)),
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    backups: s3Backups(s3, { vault: environment.VAULT_BUCKET, record: environment.RECORD_BUCKET }),
    shelf: s3CaptureShelf(s3, { vault: environment.VAULT_BUCKET, record: environment.RECORD_BUCKET }),
    turns: s3CaptureTurns(s3, environment.RECORD_BUCKET),
    look: httpsLook(systemClock),
    names: authoritativeNames(systemClock),
    apiOf: applianceApiOf(secrets, systemClock, {
      rest: sharedRest(s3RefusedAccounts(s3, environment.RECORD_BUCKET), systemClock),
    }),
    metrics: cloudwatchMetrics(cloudwatch),
    messages: snsMessages(sns, environment.TOPIC_ARN),
    clock: systemClock,
    say: logSay(logger),
    newId: () => randomUUID().slice(0, 8),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.capture), {
    s3: new S3Client({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
    ssm: new SSMClient({ maxAttempts: 3 }),
    secrets: new SecretsManagerClient({ maxAttempts: 3 }),
    cloudwatch: new CloudWatchClient({ maxAttempts: 3 }),
    logger: new Logger({ serviceName: 'twinbox' }),
  }),
);
