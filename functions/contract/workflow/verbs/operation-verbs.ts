// Rows of the verb table: what runs in Operate, the check of readiness, and the ping.
import {
  Acknowledge,
  Approve,
  Confirm,
  Deny,
  Distrust,
  Pause,
  Ping,
  Readiness,
  Resume,
  SetPrimary,
  Status,
  Trust,
} from './input-forms.ts';
import { pauseEndFaults } from './pause-end.ts';
import { distrustFaults, trustFaults } from './restore-point-faults.ts';
import type { VerbRow } from './verb-row.ts';

const pair = 'support';
const person = { by: 'your name' } as const;
const recovery = '20261122T201503Z-0a1b2c3d';

export const OPERATION_VERBS = [
  {
    kind: 'status',
    runs: 'operation',
    changes:
      'Nothing. It reports whether the standby could take over now, and the roles, lease, hold, quarantine, pause and last recovery.',
    requires: 'Nothing.',
    refusedWhen: [],
    takesLease: false,
    danger: 'none',
    example: { pair, kind: 'status' },
    form: Status,
  },
  {
    kind: 'readiness',
    runs: 'readiness',
    changes:
      'Nothing. It makes every check of readiness now and reports whether the pair can fail over, and if not, why and what to do.',
    requires: 'Nothing.',
    refusedWhen: [],
    takesLease: false,
    danger: 'none',
    example: { pair, kind: 'readiness' },
    form: Readiness,
  },
  {
    kind: 'pause',
    runs: 'operation',
    changes:
      'Twinbox changes nothing until the pause ends, whatever happens. A recovery that is running stops only up to AwaitDecision.',
    requires: 'A reason, and either until (a time) or hours.',
    refusedWhen: ['the end is in the past, or more than seven days away'],
    takesLease: false,
    danger: 'record',
    example: { pair, kind: 'pause', reason: 'upgrade of london', hours: 4 },
    form: Pause,
    faultsBeside: pauseEndFaults,
  },
  {
    kind: 'resume',
    runs: 'operation',
    changes:
      'Ends the pause, so that recoveries start again. It also approves a recovery that waits because its outage stood in a pause or a service window.',
    requires: 'Nothing: without a pause it changes nothing.',
    refusedWhen: [],
    takesLease: false,
    danger: 'record',
    example: { pair, kind: 'resume' },
    form: Resume,
  },
  {
    kind: 'acknowledge',
    runs: 'operation',
    changes:
      'Lifts the hold of a halted recovery; with quarantine, the quarantine of that appliance; with powerTarget, the recorded machine of its power controllers.',
    requires: 'by, a name. A quarantine protects data that exists nowhere else: save it first.',
    refusedWhen: ['the named appliance is not quarantined, or no machine is recorded for it'],
    takesLease: false,
    danger: 'record',
    example: { pair, kind: 'acknowledge', ...person },
    form: Acknowledge,
  },
  {
    kind: 'confirm',
    runs: 'operation',
    changes:
      'Reports to the running failover that the old primary cannot serve. Fence takes it if no power controller says that it runs.',
    requires: 'what (fence), recoveryId (the id in the message), by, and how you know it.',
    refusedWhen: ['no failover of that id is running: after a halt, continue instead'],
    takesLease: false,
    danger: 'users',
    example: { pair, kind: 'confirm', what: 'fence', recoveryId: recovery, ...person, how: 'unplugged it in the rack' },
    form: Confirm,
  },
  {
    kind: 'approve',
    runs: 'operation',
    changes:
      'Lets the recovery that waits for an answer act. It probes both appliances again first, and stands down if the primary answers.',
    requires:
      'recovery (the id in the message), by and reason. It is void once epoch, restore point or target changes.',
    refusedWhen: [
      'no recovery waits for an answer, or another one does',
      'the recovery has ended or was denied',
      'the time to answer is over',
    ],
    takesLease: false,
    danger: 'users',
    example: { pair, kind: 'approve', recovery, ...person, reason: 'the site has no power' },
    form: Approve,
  },
  {
    kind: 'deny',
    runs: 'operation',
    changes:
      'Halts the running failover before it affects users, with a hold of four hours. It also stops the countdown of automation: act.',
    requires: 'recovery (the id in the message), by and reason.',
    refusedWhen: [
      'no failover of that id is running',
      'the failover is past AwaitDecision: stop the execution instead',
    ],
    takesLease: false,
    danger: 'record',
    example: { pair, kind: 'deny', recovery, ...person, reason: 'london is being repaired' },
    form: Deny,
  },
  {
    kind: 'trust',
    runs: 'operation',
    changes:
      'Makes a suspect or distrusted backup good: the named one, or the newest suspect one. With from and to it lifts the distrusted windows within.',
    requires: 'by and reason; backup, or from and to, or neither.',
    refusedWhen: [
      'the backup does not exist or counts as good already',
      'no distrusted window lies within from and to',
    ],
    takesLease: false,
    danger: 'record',
    example: { pair, kind: 'trust', ...person, reason: 'we removed 200 users on Monday' },
    form: Trust,
    faultsBeside: trustFaults,
  },
  {
    kind: 'distrust',
    runs: 'operation',
    changes:
      'Excludes one backup, or with from and to every backup captured in that window, from every restore, whatever the captures found. trust lifts it.',
    requires: 'by and reason; either backup, or from and to.',
    refusedWhen: [
      'the pair has no such backup',
      'the window ends before it begins, or more than seven days ahead',
      'too many are distrusted already: 200 backups or 50 windows',
    ],
    takesLease: false,
    danger: 'record',
    example: {
      pair,
      kind: 'distrust',
      backup: '20261122T201503Z-0a1b2c3d',
      ...person,
      reason: 'refused by dublin',
    },
    form: Distrust,
    faultsBeside: distrustFaults,
  },
  {
    kind: 'set-primary',
    runs: 'set-primary',
    changes:
      'Takes over what a person moved by hand: a new epoch, its claim in the zone, the named appliance as primary, the old primary quarantined, and what both carry unknown. It closes a hold.',
    requires:
      'appliance, by and reason. Every name points at that appliance alone, and it serves users and answers its API.',
    refusedWhen: [
      'a recovery is running, or a function of an ended one may be',
      'a name points anywhere else',
      'the appliance does not serve, refuses its accounts, or reports the role of a standby',
    ],
    takesLease: true,
    danger: 'users',
    example: { pair, kind: 'set-primary', appliance: 'dublin', ...person, reason: 'moved users by hand' },
    form: SetPrimary,
  },
  {
    kind: 'ping',
    runs: 'ping',
    changes: 'Nothing. It calls every function of the workflow once, and each answers before its step runs.',
    requires: 'Nothing.',
    refusedWhen: [],
    takesLease: false,
    danger: 'none',
    example: { kind: 'ping' },
    form: Ping,
  },
] as const satisfies readonly VerbRow[];
