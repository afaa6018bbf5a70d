// Reconcile's function: every minute, what events may have missed.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { parametersByPair, parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { cloudwatchAlarmStates } from '../platform/cloudwatch-alarm-states.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { sfnExecutions } from '../platform/sfn-executions.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { reconcile } from '../steps/monitor/reconcile.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Proofs } from '../store/vault/s3-proofs.ts';
import { s3Reports } from '../store/vault/s3-reports.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface ReconcileClients {
  readonly ssm: SSMClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly cloudwatch: CloudWatchClient;
  readonly sns: SNSClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.reconcile)[number]>, string>>;

export const wire = (environment: Environment, { ssm, s3, sfn, cloudwatch, sns }: ReconcileClients) =>
  reconcile({
    settings: ssmSettings(ssm, parametersByPair(environment.SETTINGS_PARAMETERS)),
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    executions: sfnExecutions(sfn, environment.STATE_MACHINE_ARN),
    alarms: cloudwatchAlarmStates(cloudwatch),
    reports: s3Reports(s3, environment.VAULT_BUCKET),
    proofs: s3Proofs(s3, environment.VAULT_BUCKET),
    messages: snsMessages(sns, environment.TOPIC_ARN),
    metrics: cloudwatchMetrics(cloudwatch),
    clock: systemClock,
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.reconcile), {
    ssm: new SSMClient({ maxAttempts: 3 }),
    s3: new S3Client({ maxAttempts: 3 }),
    sfn: new SFNClient({ maxAttempts: 3 }),
    cloudwatch: new CloudWatchClient({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
  }),
);
