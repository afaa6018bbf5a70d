// Confirm's function: looks at the primary from the machine it runs on.
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { networkVantage } from '../appliance/probe/network-vantage.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { confirm } from '../steps/recovery/confirm/confirm.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface ConfirmClients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.confirm)[number]>, string>>;

export const wire = (environment: Environment, { s3, sns }: ConfirmClients) =>
  confirm({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    messages: snsMessages(sns, environment.TOPIC_ARN),
    vantage: networkVantage({
      name: 'home',
      look: httpsLook(systemClock),
      names: authoritativeNames(systemClock),
      clock: systemClock,
    }),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.confirm), {
    s3: new S3Client({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
  }),
);
