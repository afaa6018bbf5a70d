// AwaitDecision's function: one look and one reading of the pause, each time.
import { S3Client } from '@aws-sdk/client-s3';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { networkVantage } from '../appliance/probe/network-vantage.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { awaitDecision } from '../steps/recovery/confirm/await-decision.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface AwaitDecisionClients {
  readonly s3: S3Client;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['await-decision'][number]>, string>>;

export const wire = (environment: Environment, { s3 }: AwaitDecisionClients) =>
  awaitDecision({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    vantage: networkVantage({
      name: 'home',
      look: httpsLook(systemClock),
      names: authoritativeNames(systemClock),
      clock: systemClock,
    }),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['await-decision']), {
    s3: new S3Client({ maxAttempts: 3 }),
  }),
);
