// Begin's function: takes the lease, or says why not.
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { parametersByPair, parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { sfnExecutions } from '../platform/sfn-executions.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { begin } from '../steps/recovery/begin/begin.ts';
import { deploymentIdOf } from '../store/form/deployment-id.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Proofs } from '../store/vault/s3-proofs.ts';
import { s3Reports } from '../store/vault/s3-reports.ts';
import { dnsRecordTraffic } from '../traffic/dns-record.ts';
import { networkDns } from '../traffic/name-servers.ts';
import { lambdaEntry } from './lambda-entry.ts';

export interface BeginClients {
  readonly ssm: SSMClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly sns: SNSClient;
  readonly route53: Route53Client;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.begin)[number]>, string>>;

export const wire = (environment: Environment, { ssm, s3, sfn, sns, route53 }: BeginClients) =>
  begin({
    settings: ssmSettings(ssm, parametersByPair(environment.SETTINGS_PARAMETERS)),
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    journal: s3Journal(s3, environment.RECORD_BUCKET),
    executions: sfnExecutions(sfn),
    reports: s3Reports(s3, environment.VAULT_BUCKET),
    proofs: s3Proofs(s3, environment.VAULT_BUCKET),
    messages: snsMessages(sns, environment.TOPIC_ARN),
    traffic: dnsRecordTraffic(route53, networkDns, deploymentIdOf(environment.RECORD_BUCKET)),
    clock: systemClock,
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.begin), {
    ssm: new SSMClient({ maxAttempts: 3 }),
    s3: new S3Client({ maxAttempts: 3 }),
    sfn: new SFNClient({ maxAttempts: 3 }),
    sns: new SNSClient({ maxAttempts: 3 }),
    route53: new Route53Client({ maxAttempts: 3 }),
  }),
);
