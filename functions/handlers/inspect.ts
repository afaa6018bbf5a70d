// Inspect's function: every minute, what the boxes say of themselves. Calls to the cloud are bounded, so that it ends in its minute.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { sharedRest } from '../appliance/api/account/account-rest.ts';
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { certificateLook } from '../appliance/probe/certificate-probe.ts';
import { healthTextLook } from '../appliance/probe/health-text.ts';
import { parametersByPair, parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { awsPeopleReach } from '../platform/aws-people-reach.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { inspect } from '../steps/monitor/inspect.ts';
import { deploymentIdOf } from '../store/form/deployment-id.ts';
import { s3Inspections } from '../store/latest/s3-inspections.ts';
import { s3ReadBacks } from '../store/latest/s3-read-backs.ts';
import { s3RefusedAccounts } from '../store/latest/s3-refused-accounts.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { dnsRecordTraffic } from '../traffic/dns-record.ts';
import { networkDns } from '../traffic/name-servers.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface InspectClients {
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly secrets: SecretsManagerClient;
  readonly cloudwatch: CloudWatchClient;
  readonly route53: Route53Client;
  readonly sns: SNSClient;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.inspect)[number]>, string>>;

const BOUNDED = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

export const wire = (environment: Environment, { s3, ssm, secrets, cloudwatch, route53, sns }: InspectClients) =>
  inspect({
    settings: ssmSettings(ssm, parametersByPair(environment.SETTINGS_PARAMETERS)),
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    inspections: s3Inspections(s3, environment.RECORD_BUCKET),
    readBacks: s3ReadBacks(s3, environment.RECORD_BUCKET),
    backups: s3Backups(s3, { vault: environment.VAULT_BUCKET, record: environment.RECORD_BUCKET }),
    metrics: cloudwatchMetrics(cloudwatch),
    apiOf: applianceApiOf(secrets, systemClock, {
      rest: sharedRest(s3RefusedAccounts(s3, environment.RECORD_BUCKET), systemClock),
    }),
    certificates: certificateLook,
    healthTexts: healthTextLook,
    traffic: dnsRecordTraffic(route53, networkDns, deploymentIdOf(environment.RECORD_BUCKET)),
    reach: awsPeopleReach(cloudwatch, sns, environment.TOPIC_ARN),
    messages: snsMessages(sns, environment.TOPIC_ARN),
    clock: systemClock,
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.inspect), {
    s3: new S3Client(BOUNDED),
    ssm: new SSMClient(BOUNDED),
    secrets: new SecretsManagerClient(BOUNDED),
    cloudwatch: new CloudWatchClient(BOUNDED),
    route53: new Route53Client(BOUNDED),
    sns: new SNSClient(BOUNDED),
  }),
);
