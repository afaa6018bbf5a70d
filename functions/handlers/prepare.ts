// Prepare's function: reads the standby, the backups and DNS, and changes none of them.
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { certificateProbe } from '../appliance/probe/certificate-probe.ts';
import { powerCredentials } from '../power/power-credentials.ts';
import { powersToRead } from '../power/powers-to-read.ts';
import { prepare } from '../steps/recovery/restore/prepare.ts';
import { s3Inspections } from '../store/latest/s3-inspections.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { bucketsOf, messageTools, probeTools, stepTools, trafficTools, vantageTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  prepare({
    ...stepTools(environment, clients, platform),
    ...messageTools(environment, clients, platform),
    ...probeTools(platform),
    ...vantageTools(platform),
    ...trafficTools(environment, clients, platform),
    apiOf: applianceApiOf(clients.secrets, platform),
    certificates: certificateProbe(platform.net),
    powersToRead: powersToRead(powerCredentials(clients.secrets), platform),
    backups: s3Backups(clients.s3, bucketsOf(environment)),
    inspections: s3Inspections(clients.s3, environment.RECORD_BUCKET, platform.clock),
  })) satisfies Wire<'prepare'>;
