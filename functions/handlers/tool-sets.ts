// Sets of tools that several functions share, named after the tools. Each takes what a function is given, and uses its
// own part of it.
import { sharedRest } from '../appliance/api/account/account-rest.ts';
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsProbe } from '../appliance/probe/https-probe.ts';
import { networkVantage } from '../appliance/probe/network-vantage.ts';
import { tokenWitnessOf } from '../appliance/restore/token-witness.ts';
import { logSay } from '../contract/errors/log-say.ts';
import { parametersByPair } from '../contract/runtime/environment.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { sfnExecutions } from '../platform/sfn-executions.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { powersOf, powerTools } from '../power/power-of.ts';
import { powersToRead as readPowersOf } from '../power/powers-to-read.ts';
import { deploymentIdOf } from '../store/form/deployment-id.ts';
import { s3Inspections, s3ReadBacks, s3RefusedAccounts, s3SlowChecks } from '../store/latest/latest-values.ts';
import { s3CaptureTurns } from '../store/latest/s3-capture-leases.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { s3Proofs } from '../store/vault/s3-proofs.ts';
import { s3Reports } from '../store/vault/s3-reports.ts';
import { dnsRecordTraffic } from '../traffic/dns-record.ts';
import { networkDns } from '../traffic/name-servers.ts';
import type { Given } from './wire.ts';

export const records = (...[{ RECORD_BUCKET }, { s3 }, platform]: Given<'RECORD_BUCKET', 's3'>) => ({
  records: s3PairRecords(s3, RECORD_BUCKET, platform),
  clock: platform.clock,
});

/** For every step of a recovery. */
export const step = (...given: Given<'RECORD_BUCKET', 's3'>) => ({
  ...records(...given),
  journal: s3Journal(given[1].s3, given[0].RECORD_BUCKET),
});

export const messages = (...[{ TOPIC_ARN }, { sns }, { clock }]: Given<'TOPIC_ARN', 'sns'>) => ({
  messages: snsMessages(sns, TOPIC_ARN, clock),
});

/** For functions that end a recovery, or may have to. */
export const end = (...given: Given<'RECORD_BUCKET' | 'VAULT_BUCKET' | 'TOPIC_ARN', 's3' | 'sns'>) => ({
  ...step(...given),
  ...messages(...given),
  reports: s3Reports(given[1].s3, given[0].VAULT_BUCKET),
  proofs: s3Proofs(given[1].s3, given[0].VAULT_BUCKET),
});

export const settings = (...[{ SETTINGS_PARAMETERS }, { ssm }]: Given<'SETTINGS_PARAMETERS', 'ssm'>) => ({
  settings: ssmSettings(ssm, parametersByPair(SETTINGS_PARAMETERS)),
});

export const metrics = (...[, { cloudwatch }]: Given<never, 'cloudwatch'>) => ({
  metrics: cloudwatchMetrics(cloudwatch),
});

type Stores = 'VAULT_BUCKET' | 'RECORD_BUCKET';

export const bucketsOf = ({ VAULT_BUCKET: vault, RECORD_BUCKET: record }: Given<Stores>[0]) => ({ vault, record });

export const backups = (...[environment, { s3 }]: Given<Stores, 's3'>) => ({
  backups: s3Backups(s3, bucketsOf(environment)),
});

/** What inspections and CheckReadiness have found. */
export const inspections = (...[{ RECORD_BUCKET }, { s3 }, { clock }]: Given<'RECORD_BUCKET', 's3'>) => ({
  inspections: s3Inspections(s3, RECORD_BUCKET, clock),
  slowChecks: s3SlowChecks(s3, RECORD_BUCKET, clock),
});

export const readBacks = (...[{ RECORD_BUCKET }, { s3 }, { clock }]: Given<'RECORD_BUCKET', 's3'>) => ({
  readBacks: s3ReadBacks(s3, RECORD_BUCKET, clock),
});

export const captureLease = (...[{ RECORD_BUCKET }, { s3 }, { clock }]: Given<'RECORD_BUCKET', 's3'>) => ({
  turns: s3CaptureTurns(s3, RECORD_BUCKET, clock),
});

/** The appliances' APIs. A recovery presents its accounts, whoever refused them before. */
export const api = (...[, { secrets }, platform]: Given<never, 'secrets'>) => ({
  apiOf: applianceApiOf(secrets, platform),
});

/** The appliances' APIs for what runs all day: it leaves a refused account alone. */
export const restedApi = (...given: Given<'RECORD_BUCKET', 's3' | 'secrets'>) => {
  const [{ RECORD_BUCKET }, { s3, secrets }, platform] = given;
  const rest = sharedRest(s3RefusedAccounts(s3, RECORD_BUCKET, platform.clock), platform.clock);
  return { apiOf: applianceApiOf(secrets, platform, { rest }) };
};

/** Whether an appliance accepts tokens that were issued before. */
export const tokens = (...[, { secrets }, platform]: Given<never, 'secrets'>) => ({
  tokenWitness: tokenWitnessOf(secrets, platform),
});

/** Commands power. */
export const powers = (...[, clients, platform]: Given<never, 'secrets' | 'ec2' | 'lambda'>) => ({
  powersOf: powersOf(powerTools(clients, platform)),
});

/** Reads power, never commands it. */
export const powersToRead = (...[, clients, platform]: Given<never, 'secrets' | 'ec2' | 'lambda'>) => ({
  powersToRead: readPowersOf(powerTools(clients, platform)),
});

export const executions = (...[, { sfn }, { random }]: Given<never, 'sfn'>) => ({
  executions: sfnExecutions(sfn, random),
});

export const say = (...[, , { log }]: Given) => ({ say: logSay(log) });

export const probe = (...[, , platform]: Given) => ({ probe: httpsProbe(platform) });

export const names = (...given: Given) => ({ ...probe(...given), names: authoritativeNames(given[2]) });

/** Probes a pair from this machine. */
export const vantage = (...given: Given) => {
  const [, , { net, clock }] = given;
  return { vantage: networkVantage({ name: 'home', ...names(...given), net, clock }) };
};

/** The DNS zones, with claims under this deployment's name. */
export const traffic = (...[{ RECORD_BUCKET }, { route53 }, platform]: Given<'RECORD_BUCKET', 'route53'>) => ({
  traffic: dnsRecordTraffic(route53, {
    dns: networkDns(platform),
    clock: platform.clock,
    deployment: deploymentIdOf(RECORD_BUCKET),
  }),
});
