// MoveTraffic's function: roles in the record, then the service record itself.
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { moveTraffic } from '../steps/recovery/traffic/move-traffic.ts';
import { deploymentIdOf } from '../store/form/deployment-id.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { dnsRecordTraffic } from '../traffic/dns-record.ts';
import { networkDns } from '../traffic/name-servers.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface MoveTrafficClients {
  readonly s3: S3Client;
  readonly route53: Route53Client;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['move-traffic'][number]>, string>>;

export const wire = (environment: Environment, { s3, route53 }: MoveTrafficClients) =>
  moveTraffic({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    traffic: dnsRecordTraffic(route53, networkDns, deploymentIdOf(environment.RECORD_BUCKET)),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['move-traffic']), {
    s3: new S3Client({ maxAttempts: 3 }),
    route53: new Route53Client({ maxAttempts: 3 }),
  }),
);
