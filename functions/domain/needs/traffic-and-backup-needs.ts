// The rows of the table of needs about users and backups: can users be moved, and is there something to restore.
import { HOUR, MINUTE, type NeedRow } from './need-row.ts';

export const TRAFFIC_AND_BACKUP_NEEDS = {
  traffic: {
    is: 'users can be moved',
    by: 'inspection',
    checked: 'every quarter of an hour',
    fails:
      'a record is not one plain A record at the primary, its TTL is above 300 s, its zone is not the delegated one or is full, or a claim in it is newer than ours',
    fix: 'Change the record, the TTL or the delegation as the check says.',
    unchecked: 'Route 53 or the name servers did not answer',
  },
  resolvers: {
    is: "the owner's resolvers give the same answer",
    by: 'hourly',
    checked: HOUR,
    fails: 'a resolver of `traffic.resolvers` gives a name another address than the zone',
    fix: 'Remove the override from the resolver that the check names, or let it follow the public zone.',
    unchecked: '`traffic.resolvers` names no resolver',
  },
  'restore-point': {
    is: 'a backup fits the standby',
    by: 'inspection',
    checked: MINUTE,
    fails: 'no good backup fits the product, version and build of the standby',
    fix: 'Take a capture that fits, or upgrade both appliances to the same version.',
    unchecked: 'the backup store could not be read, or the standby did not report its version',
  },
  'backup-age': {
    is: 'the newest backup is not too old',
    by: 'inspection',
    checked: MINUTE,
    fails: 'the backup that would be restored is older than `policy.rpoMinutes`',
    fix: 'Find out why captures fail or are suspect; see [BackupStale](runbook.md#backupstale).',
    unchecked: 'it is not known which backup would be restored',
  },
  'read-back': {
    is: 'the newest backup reads back as it was captured',
    by: 'inspection',
    checked: 'every night',
    fails: 'the newest backup is damaged, or none has been read back for more than a day',
    fix: 'Take a capture now; see [ReadBackFailed](runbook.md#readbackfailed).',
    unchecked: 'no backup has been read back yet',
  },
  proof: {
    is: 'a restore has been proven',
    by: 'record',
    checked: MINUTE,
    fails: 'the last proven restore is older than 180 days; this blocks no failover',
    fix: 'Run a drill: `{"kind": "drill"}`.',
    unchecked: 'no restore has been proven yet: run a drill',
  },
  'backup-size': {
    is: 'a backup of this size has been restored before',
    by: 'hourly',
    checked: HOUR,
    fails:
      'the newest backup is more than half as large again as the last one that was proven; this blocks no failover',
    fix: 'Run a drill: `{"kind": "drill"}`.',
    unchecked: 'no restore has been proven yet, or the proven backup is no longer stored',
  },
  restore: {
    is: 'the standby accepts a restore',
    by: 'inspection',
    checked: 'only by a drill or a failover',
    fails: 'never in this list: a check that uploads nothing cannot know it',
    fix: 'Run a drill: `{"kind": "drill"}`.',
    unchecked: 'only a drill or a failover restores a backup',
  },
  'sign-in': {
    is: "Twinbox can sign in at the standby's /login and finds the form",
    by: 'hourly',
    checked: 'once a day, and after a change of the secret, the hints or the version',
    fails: 'the account is refused, asks for a new password, or no form that takes a backup is found',
    fix: 'Correct the account in its secret, or the hints of `restore`, as the check says.',
    unchecked: 'the standby is not restored through /login, or the pair is only observed, paused or in a recovery',
  },
} as const satisfies Record<string, NeedRow>;
