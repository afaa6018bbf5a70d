// Prepare's function: reads much and changes nothing. Its Route 53 client tries often, since this state is asked only once.
import './small-young.ts';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { certificateLook } from '../appliance/probe/certificate-probe.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { networkVantage } from '../appliance/probe/network-vantage.ts';
import { parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { powerCredentials } from '../power/power-credentials.ts';
import { powersToRead } from '../power/powers-to-read.ts';
import { prepare } from '../steps/recovery/restore/prepare.ts';
import { deploymentIdOf } from '../store/form/deployment-id.ts';
import { s3Inspections } from '../store/latest/s3-inspections.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { dnsRecordTraffic } from '../traffic/dns-record.ts';
import { networkDns } from '../traffic/name-servers.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface PrepareClients {
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly sns: SNSClient;
  readonly route53: Route53Client;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.prepare)[number]>, string>>;

export const wire = (environment: Environment, { s3, secrets, sns, route53 }: PrepareClients) =>
  prepare({
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    look: httpsLook(systemClock),
    apiOf: applianceApiOf(secrets, systemClock),
    certificates: certificateLook,
    powersToRead: powersToRead(powerCredentials(secrets)),
    backups: s3Backups(s3, { vault: environment.VAULT_BUCKET, record: environment.RECORD_BUCKET }),
    inspections: s3Inspections(s3, environment.RECORD_BUCKET),
    traffic: dnsRecordTraffic(route53, networkDns, deploymentIdOf(environment.RECORD_BUCKET)),
    messages: snsMessages(sns, environment.TOPIC_ARN),
    vantage: networkVantage({
      name: 'home',
      look: httpsLook(systemClock),
      names: authoritativeNames(systemClock),
      clock: systemClock,
    }),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.prepare), {
    s3: new S3Client({ maxAttempts: 3 }),
    secrets: new SecretsManagerClient({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
    route53: new Route53Client({ maxAttempts: 6 }),
  }),
);
