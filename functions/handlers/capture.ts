// Capture's function: captures one backup of one pair's primary. Its schedule starts it.
import { sharedRest } from '../appliance/api/account/account-rest.ts';
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { capture } from '../steps/capture/capture.ts';
import { s3CaptureTurns } from '../store/latest/s3-capture-leases.ts';
import { s3RefusedAccounts } from '../store/latest/s3-refused-accounts.ts';
import { s3CaptureWriter } from '../store/vault/capture/s3-capture-writer.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { logSay } from './log-say.ts';
import { bucketsOf, messageTools, nameTools, recordTools, settingsTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  capture({
    ...settingsTools(environment, clients),
    ...recordTools(environment, clients, platform),
    ...messageTools(environment, clients, platform),
    ...nameTools(platform),
    backups: s3Backups(clients.s3, bucketsOf(environment)),
    captureWriter: s3CaptureWriter(clients.s3, bucketsOf(environment), platform.random),
    turns: s3CaptureTurns(clients.s3, environment.RECORD_BUCKET, platform.clock),
    apiOf: applianceApiOf(clients.secrets, platform, {
      rest: sharedRest(s3RefusedAccounts(clients.s3, environment.RECORD_BUCKET, platform.clock), platform.clock),
    }),
    metrics: cloudwatchMetrics(clients.cloudwatch),
    say: logSay(platform.log),
    newId: () => platform.random.uuid().slice(0, 8),
  })) satisfies Wire<'capture'>;
