// The first rows of the table of needs: may Twinbox act, and are the two appliances fit.
import { ATTESTED, HOUR, MINUTE, type NeedRow } from './need-row.ts';

export const APPLIANCE_NEEDS = {
  automation: {
    is: 'Twinbox may fail over by itself',
    by: 'record',
    checked: MINUTE,
    fails: '`policy.automation` is `observe`, or a pause, a hold, a cool-down or a quarantine blocks a failover',
    fix: 'Set `policy.automation` to `act` and deploy, or lift the block with the input that the check names.',
    unchecked: 'a recovery is under way',
  },
  standby: {
    is: 'the standby answers and is not in a cluster',
    by: 'inspection',
    checked: MINUTE,
    fails:
      'the standby does not answer, refuses the API account, is unhealthy, in a cluster or quarantined, or its certificate would stop users',
    fix: 'Repair what the check names; see [StandbyUnfit](runbook.md#standbyunfit).',
    unchecked: 'it has not been inspected yet, or a recovery works on it',
  },
  primary: {
    is: 'the primary accepts its API account and reports',
    by: 'inspection',
    checked: MINUTE,
    fails:
      'the primary refuses the API account, its secret cannot be read, or it reports a fault; this blocks no failover',
    fix: 'Store the account in its secret again, or repair what the check names.',
    unchecked: 'the primary did not report',
  },
  secrets: {
    is: 'the secrets of both appliances exist',
    by: 'hourly',
    checked: HOUR,
    fails: 'a secret that the settings name does not exist, has no current version, or is about to be deleted',
    fix: 'Store the secret under the name in the settings, or cancel its deletion.',
    unchecked: 'this version does not check it',
  },
  software: {
    is: 'both appliances run the same product, version and build',
    by: 'inspection',
    checked: MINUTE,
    fails: 'they differ, and not on purpose (`policy.soakDays`)',
    fix: 'Install the version and build of the primary on the standby.',
    unchecked: 'at least one of the two did not report what it runs',
  },
  patched: {
    is: 'both appliances have the same patch level',
    by: 'settings',
    checked: ATTESTED,
    fails: 'the levels in `appliances[].patched` differ',
    fix: 'Install the same patches on both, then update `appliances[].patched` and deploy.',
    unchecked: 'the patch level has no API: attest it with `appliances[].patched: {level, on}` for both appliances',
  },
  certificates: {
    is: 'both appliances present a valid certificate under every name',
    by: 'hourly',
    checked: HOUR,
    fails: 'a certificate is not valid under a name of the service, or the two chains lead to different authorities',
    fix: 'Install a valid certificate with its chain on the appliance that the check names.',
    unchecked: 'an appliance presented none',
  },
  fence: {
    is: 'the primary can be fenced',
    by: 'inspection',
    checked: HOUR,
    fails: 'a power controller does not answer, refuses the account, or controls another machine than before',
    fix: 'Repair what the check names; see [StandbyUnfit](runbook.md#standbyunfit), FenceUnready.',
    unchecked: 'no power method can be read; an observing deployment reads one only with `readSecret`',
  },
} as const satisfies Record<string, NeedRow>;
