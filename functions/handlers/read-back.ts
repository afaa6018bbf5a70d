// Read-back's function: reads the newest backup of one pair completely once a night, and removes old backups
// while the newest is intact.
import { pruneAfter } from '../steps/capture/prune-backups.ts';
import { readBack } from '../steps/capture/verify-backup.ts';
import { s3ReadBacks } from '../store/latest/s3-read-backs.ts';
import { s3BackupRemoval } from '../store/vault/s3-backup-removal.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { logSay } from './log-say.ts';
import { bucketsOf, recordTools, settingsTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) => {
  const backups = s3Backups(clients.s3, bucketsOf(environment));
  const removal = s3BackupRemoval(clients.s3, bucketsOf(environment));
  return readBack({
    ...settingsTools(environment, clients),
    ...recordTools(environment, clients, platform),
    backups,
    readBacks: s3ReadBacks(clients.s3, environment.RECORD_BUCKET, platform.clock),
    prune: pruneAfter({ backups, removal, clock: platform.clock, say: logSay(platform.log) }),
  });
}) satisfies Wire<'read-back'>;
