// Watch's function: rounds over all pairs, from the machine it runs on.
import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsLook } from '../appliance/probe/https-probe.ts';
import { networkVantage } from '../appliance/probe/network-vantage.ts';
import { parametersByPair, parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { sleepUntil, systemClock } from '../net/system-clock.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { watch } from '../steps/monitor/watch.ts';
import { s3CaptureTurns } from '../store/latest/s3-capture-leases.ts';
import { s3DownStreaks } from '../store/latest/s3-down-streaks.ts';
import { s3WatchRelief } from '../store/latest/s3-watcher-handover.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { lambdaEntry } from './lambda-entry.ts';
import { logSay } from './log-say.ts';

export interface WatchClients {
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly cloudwatch: CloudWatchClient;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF.watch)[number]>, string>>;

/** A round must not hang on the cloud: two tries, and the round's own deadline over all of them. */
const BOUNDED = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
} as const;

export const wire = (environment: Environment, { s3, ssm, cloudwatch, logger }: WatchClients) =>
  watch({
    settings: ssmSettings(ssm, parametersByPair(environment.SETTINGS_PARAMETERS)),
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    backups: s3Backups(s3, { vault: environment.VAULT_BUCKET, record: environment.RECORD_BUCKET }),
    relief: s3WatchRelief(s3, environment.RECORD_BUCKET),
    turns: s3CaptureTurns(s3, environment.RECORD_BUCKET),
    streaks: s3DownStreaks(s3, environment.RECORD_BUCKET),
    metrics: cloudwatchMetrics(cloudwatch),
    vantage: networkVantage({
      name: 'home',
      look: httpsLook(systemClock),
      names: authoritativeNames(systemClock),
      clock: systemClock,
    }),
    clock: systemClock,
    limit: (ms) => AbortSignal.timeout(ms),
    sleepUntil,
    newId: randomUUID,
    say: logSay(logger),
  });

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF.watch), {
    s3: new S3Client(BOUNDED),
    ssm: new SSMClient(BOUNDED),
    cloudwatch: new CloudWatchClient(BOUNDED),
    logger: new Logger({ serviceName: 'twinbox' }),
  }),
);
