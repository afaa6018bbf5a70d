// Inspect's function: every minute it reads what the appliances report about themselves. Its calls to AWS
// are bounded, so that it ends within that minute.
import { sharedRest } from '../appliance/api/account/account-rest.ts';
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { certificateProbe } from '../appliance/probe/certificate-probe.ts';
import { healthTextProbe } from '../appliance/probe/health-text.ts';
import { awsPeopleReach } from '../platform/aws-people-reach.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { inspect } from '../steps/monitor/inspect.ts';
import { s3Inspections } from '../store/latest/s3-inspections.ts';
import { s3ReadBacks } from '../store/latest/s3-read-backs.ts';
import { s3RefusedAccounts } from '../store/latest/s3-refused-accounts.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { bucketsOf, messageTools, recordTools, settingsTools, trafficTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  inspect({
    ...settingsTools(environment, clients),
    ...recordTools(environment, clients, platform),
    ...messageTools(environment, clients, platform),
    ...trafficTools(environment, clients, platform),
    inspections: s3Inspections(clients.s3, environment.RECORD_BUCKET, platform.clock),
    readBacks: s3ReadBacks(clients.s3, environment.RECORD_BUCKET, platform.clock),
    backups: s3Backups(clients.s3, bucketsOf(environment)),
    metrics: cloudwatchMetrics(clients.cloudwatch),
    apiOf: applianceApiOf(clients.secrets, platform, {
      rest: sharedRest(s3RefusedAccounts(clients.s3, environment.RECORD_BUCKET, platform.clock), platform.clock),
    }),
    certificates: certificateProbe(platform.net),
    healthTexts: healthTextProbe(platform.net),
    reach: awsPeopleReach(clients, environment.TOPIC_ARN, platform.clock),
  })) satisfies Wire<'inspect'>;
