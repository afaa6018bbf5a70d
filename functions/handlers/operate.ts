// Operate's function: the small operations on the record.
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { operate } from '../steps/operate/operate.ts';
import { s3Inspections } from '../store/latest/s3-inspections.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface OperateClients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.operate)[number]>, string>>;

export const wire = (environment: Environment, { s3, sns }: OperateClients) =>
  operate({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    backups: s3Backups(s3, { vault: environment.VAULT_BUCKET, record: environment.RECORD_BUCKET }),
    inspections: s3Inspections(s3, environment.RECORD_BUCKET),
    messages: snsMessages(sns, environment.TOPIC_ARN),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.operate), {
    s3: new S3Client({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
  }),
);
