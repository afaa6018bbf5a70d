// The verb table: everything that a person can ask the workflow for. Begin's routing, the input forms and the messages
// about a wrong input come from it, and `npm run docs` prints docs/verbs.md from it.
import type * as z from 'zod/mini';
import { Acknowledge, Distrust, Drill, Failover, Fence, Pause, Ping, Resume, Status, Trust } from './input-forms.ts';
import { pauseEndFaults } from './pause-end.ts';
import { distrustFaults, restorePointFaults, trustFaults } from './restore-point-faults.ts';
import type { VerbRow } from './verb-row.ts';

const pair = 'support';
const person = { by: 'your name' } as const;

export const VERBS = [
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
    changes: 'Ends the pause, so that recoveries start again.',
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

type Row = (typeof VERBS)[number];
type InputOf<R extends Row> = z.infer<R['form']>;

/** Value of `kind`. */
export type InputKind = Row['kind'];

/** Inputs that take the lease. */
export type RecoveryInput = InputOf<Extract<Row, { readonly runs: 'recovery' }>>;
/** Inputs that Operate runs. */
export type OperationInput = InputOf<Extract<Row, { readonly runs: 'operation' }>>;
export type WorkflowInput = InputOf<Row>;

export const INPUT_KINDS: readonly InputKind[] = VERBS.map(({ kind }) => kind);

/** @returns undefined where no verb has that name. */
export const verbOf = (kind: unknown): Row | undefined => VERBS.find((row) => row.kind === kind);

const runs = (input: WorkflowInput, runner: Row['runs']): boolean => verbOf(input.kind)?.runs === runner;

export const isRecoveryInput = (input: WorkflowInput): input is RecoveryInput => runs(input, 'recovery');
export const isOperationInput = (input: WorkflowInput): input is OperationInput => runs(input, 'operation');
