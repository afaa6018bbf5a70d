// StandDown's function: gives back the lease and tells people.
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { standDown } from '../steps/recovery/end/stand-down.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Proofs } from '../store/vault/s3-proofs.ts';
import { s3Reports } from '../store/vault/s3-reports.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface StandDownClients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['stand-down'][number]>, string>>;

export const wire = (environment: Environment, { s3, sns }: StandDownClients) =>
  standDown({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    reports: s3Reports(s3, environment.VAULT_BUCKET),
    proofs: s3Proofs(s3, environment.VAULT_BUCKET),
    messages: snsMessages(sns, environment.TOPIC_ARN),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['stand-down']), {
    s3: new S3Client({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
  }),
);
