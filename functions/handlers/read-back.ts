// Read-back's function: reads the newest backup of one pair completely once a night, and removes old backups
// while the newest is intact.
import { pruneAfter } from '../steps/capture/prune-backups.ts';
import { readBack } from '../steps/capture/verify-backup.ts';
import { s3BackupRemoval } from '../store/vault/s3-backup-removal.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const shared = { ...tools.records(...given), ...tools.backups(...given) };
  const removal = s3BackupRemoval(given[1].s3, tools.bucketsOf(given[0]));
  return readBack({
    ...shared,
    ...tools.settings(...given),
    ...tools.readBacks(...given),
    prune: pruneAfter({ ...shared, ...tools.say(...given), removal }),
  });
}) satisfies Wire<'read-back'>;
