// Verify's function: reaches the service as users do.
import { S3Client } from '@aws-sdk/client-s3';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsLook, usersPageLook } from '../appliance/probe/https-probe.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { verify } from '../steps/recovery/traffic/verify.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { laggingServers } from '../traffic/lagging-servers.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface VerifyClients {
  readonly s3: S3Client;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.verify)[number]>, string>>;

export const wire = (environment: Environment, { s3 }: VerifyClients) =>
  verify({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    look: httpsLook(systemClock),
    names: authoritativeNames(systemClock),
    pages: usersPageLook(systemClock),
    servers: laggingServers(),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.verify), {
    s3: new S3Client({ maxAttempts: 3 }),
  }),
);
