// LastLook's function: looks at the primary once more.
import { S3Client } from '@aws-sdk/client-s3';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { networkVantage } from '../appliance/probe/network-vantage.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { lastLook } from '../steps/recovery/confirm/last-look.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface LastLookClients {
  readonly s3: S3Client;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['last-look'][number]>, string>>;

export const wire = (environment: Environment, { s3 }: LastLookClients) =>
  lastLook({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    names: authoritativeNames(systemClock),
    vantage: networkVantage({
      name: 'home',
      look: httpsLook(systemClock),
      names: authoritativeNames(systemClock),
      clock: systemClock,
    }),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['last-look']), {
    s3: new S3Client({ maxAttempts: 3 }),
  }),
);
