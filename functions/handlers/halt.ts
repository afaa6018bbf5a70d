// Halt's function: where every error of the workflow ends.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { parametersByPair, parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { halt } from '../steps/recovery/end/halt.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Proofs } from '../store/vault/s3-proofs.ts';
import { s3Reports } from '../store/vault/s3-reports.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface HaltClients {
  readonly ssm: SSMClient;
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly cloudwatch: CloudWatchClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.halt)[number]>, string>>;

export const wire = (environment: Environment, { ssm, s3, sns, cloudwatch }: HaltClients) =>
  halt({
    settings: ssmSettings(ssm, parametersByPair(environment.SETTINGS_PARAMETERS)),
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    reports: s3Reports(s3, environment.VAULT_BUCKET),
    proofs: s3Proofs(s3, environment.VAULT_BUCKET),
    messages: snsMessages(sns, environment.TOPIC_ARN),
    metrics: cloudwatchMetrics(cloudwatch),
    clock: systemClock,
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.halt), {
    ssm: new SSMClient({ maxAttempts: 3 }),
    s3: new S3Client({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
    cloudwatch: new CloudWatchClient({ maxAttempts: 3 }),
  }),
);
