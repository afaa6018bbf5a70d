// AwaitRestore's function: one look at the standby, each time.
import { S3Client } from '@aws-sdk/client-s3';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { awaitRestore } from '../steps/recovery/restore/await-restore.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface AwaitRestoreClients {
  readonly s3: S3Client;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['await-restore'][number]>, string>>;

export const wire = (environment: Environment, { s3 }: AwaitRestoreClients) =>
  awaitRestore({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    look: httpsLook(systemClock),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['await-restore']), {
    s3: new S3Client({ maxAttempts: 3 }),
  }),
);
