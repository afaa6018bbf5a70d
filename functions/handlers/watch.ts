// Watch's function: probes all pairs in rounds from the machine it runs on.
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { watch } from '../steps/monitor/watch.ts';
import { s3CaptureTurns } from '../store/latest/s3-capture-leases.ts';
import { s3DownStreaks } from '../store/latest/s3-down-streaks.ts';
import { s3WatcherHandover } from '../store/latest/s3-watcher-handover.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { logSay } from './log-say.ts';
import { bucketsOf, recordTools, settingsTools, vantageTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  watch({
    ...settingsTools(environment, clients),
    ...recordTools(environment, clients, platform),
    ...vantageTools(platform),
    backups: s3Backups(clients.s3, bucketsOf(environment)),
    handover: s3WatcherHandover(clients.s3, environment.RECORD_BUCKET, platform.clock),
    turns: s3CaptureTurns(clients.s3, environment.RECORD_BUCKET, platform.clock),
    streaks: s3DownStreaks(clients.s3, environment.RECORD_BUCKET, platform.clock),
    metrics: cloudwatchMetrics(clients.cloudwatch),
    newId: platform.random.uuid,
    say: logSay(platform.log),
  })) satisfies Wire<'watch'>;
