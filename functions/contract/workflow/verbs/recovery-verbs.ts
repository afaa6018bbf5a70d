// Rows of the verb table: what takes the lease and runs as a recovery.
import { Continue, Drill, Failback, Failover, Fence, Reprotect, Switchover } from './input-forms.ts';
import { restorePointFaults } from './restore-point-faults.ts';
import type { VerbRow } from './verb-row.ts';

const pair = 'support';
const person = { by: 'your name' } as const;

export const RECOVERY_VERBS = [
  {
    kind: 'failover',
    runs: 'recovery',
    changes:
      'Restores the newest good backup to the standby, or the restorePoint that a person names with by and reason, powers the dead primary off and points the service at the standby. With dryRun it stops after Prepare and changes nothing.',
    requires: 'The primary is down. Confirm and Reconfirm probe it, and the run stands down if it answers.',
    refusedWhen: [
      'the pair is paused',
      'the appliance that would take over is quarantined',
      'another recovery is running, unless it is a drill, which is stopped for it',
      'the named restorePoint may not be restored, or its time is in the future',
    ],
    takesLease: true,
    danger: 'users',
    example: { pair, kind: 'failover' },
    form: Failover,
    faultsBeside: restorePointFaults,
  },
  {
    kind: 'drill',
    runs: 'recovery',
    changes:
      'Restores the newest good backup to the standby, or the restorePoint that a person names with by and reason, and checks it. Users stay where they are. With dryRun it stops after Prepare and changes nothing.',
    requires: 'The primary is healthy, users are on it, and standby.quiet is set.',
    refusedWhen: [
      'the pair is paused, on hold or only observed',
      'the standby is quarantined',
      'another recovery is running',
    ],
    takesLease: true,
    danger: 'standby',
    example: { pair, kind: 'drill' },
    form: Drill,
    faultsBeside: restorePointFaults,
  },
  {
    kind: 'fence',
    runs: 'recovery',
    changes: 'Powers the quarantined appliance off again. It moves no users and restores nothing.',
    requires: 'An appliance is quarantined, and no service name points at it.',
    refusedWhen: ['the pair is paused or only observed', 'another recovery is running'],
    takesLease: true,
    danger: 'users',
    example: { pair, kind: 'fence' },
    form: Fence,
  },
  {
    kind: 'switchover',
    runs: 'recovery',
    changes:
      'Moves users from a healthy primary to the standby: a last capture, a restore, a check, a shutdown by the old primary itself, then the record. With dryRun it stops after Prepare and changes nothing.',
    requires: 'The primary is healthy, users are on it, standby.quiet is set; to names the standby; by and reason.',
    refusedWhen: [
      'to is the primary already',
      'the pair is paused, on hold or only observed',
      'the standby is quarantined',
      'sessions are open and endSessions is not true',
      'another recovery is running',
    ],
    takesLease: true,
    danger: 'users',
    example: { pair, kind: 'switchover', to: 'dublin', ...person, reason: 'upgrade of london' },
    form: Switchover,
  },
  {
    kind: 'failback',
    runs: 'recovery',
    changes: 'The switchover to the preferred appliance of the settings.',
    requires: 'As switchover, without to.',
    refusedWhen: ['the preferred appliance is the primary already', 'a switchover would be refused'],
    takesLease: true,
    danger: 'users',
    example: { pair, kind: 'failback', ...person, reason: 'london is repaired' },
    form: Failback,
  },
  {
    kind: 'reprotect',
    runs: 'recovery',
    changes:
      'Makes the old primary the standby again: lifts its quarantine, captures the primary, powers the standby on, restores it and checks it. With dryRun it stops after Prepare and changes nothing.',
    requires:
      'The primary is healthy, users are on it, standby.quiet is set; by and reason; and salvaged where the standby is quarantined.',
    refusedWhen: [
      'the standby is quarantined and salvaged is missing',
      'the pair is paused, on hold or only observed',
      'another recovery is running',
    ],
    takesLease: true,
    danger: 'standby',
    example: {
      pair,
      kind: 'reprotect',
      ...person,
      reason: 'london is repaired',
      salvaged: { by: 'your name', how: 'recordings exported to the archive' },
    },
    form: Reprotect,
  },
  {
    kind: 'continue',
    runs: 'recovery',
    changes:
      'Goes on with the halted recovery, with the input that its hold has, under a new epoch. With how it also confirms that the old primary cannot serve.',
    requires: 'A hold, and by, a name.',
    refusedWhen: [
      'there is no hold',
      'the epoch, the assigned primary or the backup on the standby has changed since the hold',
      'what refuses the recovery itself',
    ],
    takesLease: true,
    danger: 'users',
    example: { pair, kind: 'continue', by: 'your name' },
    form: Continue,
  },
] as const satisfies readonly VerbRow[];
