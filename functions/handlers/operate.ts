// Operate's function: small operations on the pair record.
import { operate } from '../steps/operate/operate.ts';
import { s3Inspections } from '../store/latest/s3-inspections.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { bucketsOf, messageTools, recordTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  operate({
    ...recordTools(environment, clients, platform),
    ...messageTools(environment, clients, platform),
    backups: s3Backups(clients.s3, bucketsOf(environment)),
    inspections: s3Inspections(clients.s3, environment.RECORD_BUCKET, platform.clock),
  })) satisfies Wire<'operate'>;
