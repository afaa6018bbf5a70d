// The last rows of the table of needs: people, what only the owner can attest, and what AWS must do.
import { ATTESTED, HOUR, type NeedRow } from './need-row.ts';

export const OWNER_NEEDS = {
  people: {
    is: 'notifications reach the operators',
    by: 'inspection',
    checked: 'every five minutes',
    fails: 'a subscription is not confirmed, nobody is subscribed, or an alarm is muted',
    fix: 'Confirm the subscription, or unmute the alarm.',
    unchecked: 'CloudWatch or SNS did not answer',
  },
  'vault-key': {
    is: 'the Vault encryption key is backed up',
    by: 'hourly',
    checked: ATTESTED,
    fails: 'the newest backup holds Vault accounts, and `attested.vaultKey` has no date',
    fix: 'Back up the Vault encryption key of the primary, then set `attested.vaultKey` to that date and deploy.',
    unchecked: 'it is not known whether the Vault holds accounts',
  },
  capacity: {
    is: 'the standby has the capacity of the primary',
    by: 'settings',
    checked: ATTESTED,
    fails: 'the date in `attested.capacity` is in the future',
    fix: 'Compare disk, memory and processors of both, then set `attested.capacity` to that date.',
    unchecked: 'no API reports it: attest it with `attested.capacity`',
  },
  licence: {
    is: "the standby's licence is that of the primary",
    by: 'settings',
    checked: ATTESTED,
    fails: 'the date in `attested.licence` is in the future',
    fix: 'Compare the licences of both, then set `attested.licence` to that date.',
    unchecked: 'no API reports it: attest it with `attested.licence`',
  },
  'site-name': {
    is: 'both appliances have the site names of the service',
    by: 'settings',
    checked: ATTESTED,
    fails: 'the date in `attested.siteName` is in the future',
    fix: 'Compare the site names of both under /appliance, then set `attested.siteName` to that date.',
    unchecked: 'no API reports it: attest it with `attested.siteName`',
  },
  'shared-fate': {
    is: 'the two appliances do not fail together',
    by: 'settings',
    checked: ATTESTED,
    fails: 'both appliances name the same power controller or path witness; this blocks no failover',
    fix: 'Give each appliance a site of its own, and name what stands beside it.',
    unchecked: 'Twinbox cannot see hosts, zones and power strips: attest with `attested.separate` that they differ',
  },
  functions: {
    is: 'the functions of a recovery run',
    by: 'hourly',
    checked: 'once a week, by a call of every function',
    fails: 'never in this list: [Undelivered](runbook.md#undelivered) and the log of the weekly call say it',
    fix: 'Start the workflow with `{"kind": "ping"}`, and repair the function that does not answer.',
    unchecked: 'Twinbox has no right to read the states of functions; `{"kind": "ping"}` calls each of them',
  },
  'accelerated-recovery': {
    is: 'Route 53 can be changed while its region is down',
    by: 'hourly',
    checked: HOUR,
    fails: 'accelerated recovery of the hosted zone is not enabled; this blocks no failover',
    fix: 'Enable accelerated recovery of the hosted zone in Route 53.',
    unchecked: 'this version does not check it',
  },
} as const satisfies Record<string, NeedRow>;
