// The states up to a restored and checked standby. Nothing that users see changes in them.
import { DONE, type Phase } from '../phase.ts';
import { brief, probing, quick } from './budgets.ts';

export const RESTORE_PHASES = [
  {
    state: 'Begin',
    verb: 'begin',
    result: 'begin',
    ...brief,
    description:
      'Checks the input, reads the settings and takes the lease under a new epoch, or ends and reports why not.',
    loop: { waitSeconds: 10, attempts: 100 },
    next: {
      recover: 'Confirm',
      fence: 'Fence',
      operate: 'Operate',
      readiness: 'CheckReadiness',
      'set-primary': 'SetPrimary',
      ended: DONE,
    },
  },
  {
    state: 'Confirm',
    verb: 'confirm',
    result: 'confirm',
    ...quick,
    expectedSeconds: 6,
    description:
      'Probes the primary over new connections, three times in a row, while witnesses answer. It must be down; for a drill and for what is planned, healthy.',
    loop: { waitSeconds: 2, attempts: 30 },
    next: { down: 'Prepare', healthy: 'Prepare', planned: 'FinalCapture', 'stood-down': 'StandDown' },
  },
  {
    state: 'FinalCapture',
    verb: 'final-capture',
    result: 'finalCapture',
    functionTimeoutSeconds: 870,
    taskTimeoutSeconds: 890,
    expectedSeconds: 60,
    description: 'Only for what is planned: captures the primary, so that nothing but the last minutes is lost.',
    only: ['switchover', 'reprotect'],
    loop: { waitSeconds: 10, attempts: 60, withinSeconds: 1_800 },
    next: { captured: 'PowerOn' },
  },
  {
    state: 'PowerOn',
    verb: 'power-on',
    result: 'powerOn',
    ...quick,
    expectedSeconds: 2,
    description:
      'Only for what is planned, or if the standby turned out unfit: powers an appliance on and waits until it answers.',
    only: ['switchover', 'reprotect'],
    loop: { waitSeconds: 10, attempts: 120 },
    next: { awake: 'Prepare', returned: 'StandDown' },
  },
  {
    state: 'Prepare',
    verb: 'prepare',
    result: 'prepare',
    functionTimeoutSeconds: 840,
    taskTimeoutSeconds: 860,
    expectedSeconds: 5,
    description:
      'Chooses the restore point, verifies its hash, and checks the standby and the DNS record. It changes nothing. If only suspect or distrusted backups are left, it asks the operator.',
    loop: { waitSeconds: 30, attempts: 60, withinSeconds: 1_500 },
    next: { ready: 'UploadBackup', rehearse: 'ConfirmDrill', 'dry-run': 'Finish', 'stood-down': 'StandDown' },
  },
  {
    state: 'ConfirmDrill',
    verb: 'confirm-drill',
    result: 'confirmDrill',
    ...probing,
    description:
      'While the primary serves: probes both appliances again before it takes the standby away, and checks that users are on the primary.',
    only: ['drill', 'switchover', 'reprotect'],
    next: { healthy: 'UploadBackup' },
  },
  {
    state: 'UploadBackup',
    verb: 'upload-backup',
    result: 'uploadBackup',
    functionTimeoutSeconds: 870,
    taskTimeoutSeconds: 890,
    expectedSeconds: 60,
    description:
      'Uploads the restore point to the standby, unless the standby already carries it. If the standby refuses the file, Prepare chooses the next older one.',
    next: { uploaded: 'AwaitRestore', carried: 'CheckStandby', refused: 'Prepare' },
    back: { outcome: 'refused', attempts: 3 },
  },
  {
    state: 'AwaitRestore',
    verb: 'await-restore',
    result: 'awaitRestore',
    ...quick,
    expectedSeconds: 60,
    description: 'Probes the standby until it has gone away and come back.',
    loop: { waitSeconds: 5, attempts: 360, withinSeconds: 3_600 },
    next: { restored: 'CheckStandby' },
  },
  {
    state: 'CheckStandby',
    verb: 'check-standby',
    result: 'checkStandby',
    ...quick,
    expectedSeconds: 3,
    description: 'Collects positive evidence that the standby carries the restore point and is fit to serve.',
    loop: { waitSeconds: 5, attempts: 24 },
    next: { fit: 'AwaitDecision', rehearsed: 'Finish' },
  },
] as const satisfies readonly Phase[];
