// Everything that a failover needs, as one table: what is checked, how often, when the check fails, and its fix. The
// page docs/readiness.md is printed from it. The order is that of the list. Pure data.

interface NeedRow {
  /** The need, as a phrase. */
  readonly is: string;
  /** How often it is checked. */
  readonly checked: string;
  /** When the check fails. */
  readonly fails: string;
  readonly fix: string;
  /** Why there may be no result. */
  readonly unchecked: string;
}

const MINUTE = 'every minute';
const HOUR = 'every hour';
const ATTESTED = 'by what the settings attest';

export const NEEDS = {
  automation: {
    is: 'Twinbox may fail over by itself',
    checked: MINUTE,
    fails: '`policy.automation` is `observe`, or a pause, a hold, a cool-down or a quarantine blocks a failover',
    fix: 'Set `policy.automation` to `act` and deploy, or lift the block with the input that the check names.',
    unchecked: 'a recovery is under way',
  },
  standby: {
    is: 'the standby answers and is not in a cluster',
    checked: MINUTE,
    fails:
      'the standby does not answer, refuses the API account, is unhealthy, in a cluster or quarantined, or its certificate would stop users',
    fix: 'Repair what the check names; see [StandbyUnfit](runbook.md#standbyunfit).',
    unchecked: 'it has not been inspected yet, or a recovery works on it',
  },
  primary: {
    is: 'the primary accepts its API account and reports',
    checked: MINUTE,
    fails:
      'the primary refuses the API account, its secret cannot be read, or it reports a fault; this blocks no failover',
    fix: 'Store the account in its secret again, or repair what the check names.',
    unchecked: 'the primary did not report',
  },
  secrets: {
    is: 'the secrets of both appliances exist',
    checked: HOUR,
    fails: 'a secret that the settings name does not exist, has no current version, or is about to be deleted',
    fix: 'Store the secret under the name in the settings, or cancel its deletion.',
    unchecked: 'Secrets Manager did not answer',
  },
  software: {
    is: 'both appliances run the same product, version and build',
    checked: MINUTE,
    fails: 'they differ, and not on purpose (`policy.soakDays`)',
    fix: 'Install the version and build of the primary on the standby.',
    unchecked: 'at least one of the two did not report what it runs',
  },
  patched: {
    is: 'both appliances have the same patch level',
    checked: ATTESTED,
    fails: 'the levels in `appliances[].patched` differ',
    fix: 'Install the same patches on both, then update `appliances[].patched` and deploy.',
    unchecked: 'the patch level has no API: attest it with `appliances[].patched: {level, on}` for both appliances',
  },
  certificates: {
    is: 'both appliances present a valid certificate under every name',
    checked: HOUR,
    fails: 'a certificate is not valid under a name of the service, or the two chains lead to different authorities',
    fix: 'Install a valid certificate with its chain on the appliance that the check names.',
    unchecked: 'an appliance presented none',
  },
  fence: {
    is: 'the primary can be fenced',
    checked: HOUR,
    fails: 'a power controller does not answer, refuses the account, or controls another machine than before',
    fix: 'Repair what the check names; see [StandbyUnfit](runbook.md#standbyunfit), FenceUnready.',
    unchecked: 'no power method can be read; an observing deployment reads one only with `readSecret`',
  },
  traffic: {
    is: 'users can be moved',
    checked: 'every quarter of an hour',
    fails:
      'a record is not one plain A record at the primary, its TTL is above 300 s, its zone is not the delegated one or is full, or a claim in it is newer than ours',
    fix: 'Change the record, the TTL or the delegation as the check says.',
    unchecked: 'Route 53 or the name servers did not answer',
  },
  resolvers: {
    is: "the owner's resolvers give the same answer",
    checked: HOUR,
    fails: 'a resolver of `traffic.resolvers` gives a name another address than the zone',
    fix: 'Remove the override from the resolver that the check names, or let it follow the public zone.',
    unchecked: '`traffic.resolvers` names none, or one did not answer',
  },
  'restore-point': {
    is: 'a backup fits the standby',
    checked: MINUTE,
    fails: 'no good backup fits the product, version and build of the standby',
    fix: 'Take a capture that fits, or upgrade both appliances to the same version.',
    unchecked: 'the backup store could not be read, or the standby did not report its version',
  },
  'backup-age': {
    is: 'the newest backup is not too old',
    checked: MINUTE,
    fails: 'the backup that would be restored is older than `policy.rpoMinutes`',
    fix: 'Find out why captures fail or are suspect; see [BackupStale](runbook.md#backupstale).',
    unchecked: 'it is not known which backup would be restored',
  },
  'read-back': {
    is: 'the newest backup reads back as it was captured',
    checked: 'every night',
    fails: 'the newest backup is damaged, or none has been read back for more than a day',
    fix: 'Take a capture now; see [ReadBackFailed](runbook.md#readbackfailed).',
    unchecked: 'no backup has been read back yet',
  },
  proof: {
    is: 'a restore has been proven',
    checked: MINUTE,
    fails: 'the last proven restore is older than 180 days; this blocks no failover',
    fix: 'Run a drill: `{"kind": "drill"}`.',
    unchecked: 'no restore has been proven yet: run a drill',
  },
  'backup-size': {
    is: 'a backup of this size has been restored before',
    checked: HOUR,
    fails:
      'the newest backup is more than half as large again as the last one that was proven; this blocks no failover',
    fix: 'Run a drill: `{"kind": "drill"}`.',
    unchecked: 'no restore has been proven yet, or the proven backup is no longer stored',
  },
  restore: {
    is: 'the standby accepts a restore',
    checked: 'only by a drill or a failover',
    fails: 'never in this list: a check that uploads nothing cannot know it',
    fix: 'Run a drill: `{"kind": "drill"}`.',
    unchecked: 'only a drill or a failover restores a backup',
  },
  'sign-in': {
    is: "Twinbox can sign in at the standby's /login and finds the form",
    checked: 'once a day, and after a change of the secret, the hints or the version',
    fails: 'the account is refused, asks for a new password, or no form that takes a backup is found',
    fix: 'Correct the account in its secret, or the hints of `restore`, as the check says.',
    unchecked: 'this version does not try it; a drill does',
  },
  people: {
    is: 'notifications reach the operators',
    checked: 'every five minutes',
    fails: 'a subscription is not confirmed, nobody is subscribed, or an alarm is muted',
    fix: 'Confirm the subscription, or unmute the alarm.',
    unchecked: 'CloudWatch or SNS did not answer',
  },
  'vault-key': {
    is: 'the Vault encryption key is backed up',
    checked: ATTESTED,
    fails: 'the newest backup holds Vault accounts, and `attested.vaultKey` has no date',
    fix: 'Back up the Vault encryption key of the primary, then set `attested.vaultKey` to that date and deploy.',
    unchecked: 'it is not known whether the Vault holds accounts',
  },
  capacity: {
    is: 'the standby has the capacity of the primary',
    checked: ATTESTED,
    fails: 'the date in `attested.capacity` is in the future',
    fix: 'Compare disk, memory and processors of both, then set `attested.capacity` to that date.',
    unchecked: 'no API tells it: attest it with `attested.capacity`',
  },
  licence: {
    is: "the standby's licence is that of the primary",
    checked: ATTESTED,
    fails: 'the date in `attested.licence` is in the future',
    fix: 'Compare the licences of both, then set `attested.licence` to that date.',
    unchecked: 'no API tells it: attest it with `attested.licence`',
  },
  'site-name': {
    is: 'both appliances have the site names of the service',
    checked: ATTESTED,
    fails: 'the date in `attested.siteName` is in the future',
    fix: 'Compare the site names of both under /appliance, then set `attested.siteName` to that date.',
    unchecked: 'no API tells it: attest it with `attested.siteName`',
  },
  'shared-fate': {
    is: 'the two appliances do not fail together',
    checked: ATTESTED,
    fails: 'both appliances name the same power controller or the same path witness',
    fix: 'Give each appliance a site of its own, and name what stands beside it.',
    unchecked: 'Twinbox cannot see hosts, zones and power strips: attest with `attested.separate` that they differ',
  },
  functions: {
    is: 'the functions of a recovery run',
    checked: 'once a week, by a call of every function',
    fails: 'never in this list: [Undelivered](runbook.md#undelivered) and the log of the weekly call say it',
    fix: 'Start the workflow with `{"kind": "ping"}`, and repair the function that does not answer.',
    unchecked: 'Twinbox has no right to read the states of functions; `{"kind": "ping"}` calls each of them',
  },
  'accelerated-recovery': {
    is: 'Route 53 can be changed while its region is down',
    checked: HOUR,
    fails: 'accelerated recovery of the hosted zone is not enabled; this blocks no failover',
    fix: 'Enable accelerated recovery of the hosted zone in Route 53.',
    unchecked: 'Route 53 did not tell it',
  },
} as const satisfies Record<string, NeedRow>;

export type Need = keyof typeof NEEDS;

export const ALL_NEEDS = Object.keys(NEEDS) as readonly Need[];

/** The needs that an inspection and the steps of a recovery check, in their order. */
export const FAILOVER_NEEDS = [
  'standby',
  'restore-point',
  'restore',
  'fence',
  'traffic',
] as const satisfies readonly Need[];
