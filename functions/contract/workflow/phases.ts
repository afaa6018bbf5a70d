// The workflow as a table: one state = one verb = one function = one file in steps; definition, budgets and pages come from it.
import { DONE, FAILED, type Phase } from './phase.ts';

const quick = { functionTimeoutSeconds: 30, taskTimeoutSeconds: 40 } as const;

export const PHASES = [
  {
    state: 'Begin',
    verb: 'begin',
    result: 'begin',
    ...quick,
    expectedSeconds: 1,
    description: 'Checks the input, reads the settings, takes the lease under a new epoch, or ends saying why.',
    loop: { waitSeconds: 10, attempts: 100 },
    next: { recover: 'Confirm', fence: 'Fence', operate: 'Operate', ended: DONE },
  },
  {
    state: 'Confirm',
    verb: 'confirm',
    result: 'confirm',
    ...quick,
    expectedSeconds: 6,
    description:
      'Looks at the primary with new connections, three times in a row, while witnesses answer: it must be down, for a drill healthy.',
    loop: { waitSeconds: 2, attempts: 30 },
    next: { down: 'Prepare', healthy: 'Prepare', 'stood-down': 'StandDown' },
  },
  {
    state: 'Prepare',
    verb: 'prepare',
    result: 'prepare',
    functionTimeoutSeconds: 840,
    taskTimeoutSeconds: 860,
    expectedSeconds: 5,
    description:
      'Picks the restore point, proves its hash, checks the standby and the record; nothing is changed. Asks a person where only suspect backups are left.',
    loop: { waitSeconds: 30, attempts: 60, withinSeconds: 1_500 },
    next: { ready: 'UploadBackup', rehearse: 'LastLook', 'dry-run': 'Finish', 'stood-down': 'StandDown' },
  },
  {
    state: 'UploadBackup',
    verb: 'upload-backup',
    result: 'uploadBackup',
    functionTimeoutSeconds: 870,
    taskTimeoutSeconds: 890,
    expectedSeconds: 60,
    description:
      'Gives the restore point to the standby, unless it carries it already; a refused file sends Prepare to the next older one.',
    next: { uploaded: 'AwaitRestore', carried: 'CheckStandby', refused: 'Prepare' },
  },
  {
    state: 'AwaitRestore',
    verb: 'await-restore',
    result: 'awaitRestore',
    ...quick,
    expectedSeconds: 60,
    description: 'Watches the standby go away and come back.',
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
  {
    state: 'AwaitDecision',
    verb: 'await-decision',
    result: 'awaitDecision',
    ...quick,
    expectedSeconds: 1,
    description: 'Waits until the outage has lasted actAfterSeconds (3600 at most) without a gap; anyone may stop it meanwhile.',
    loop: { waitSeconds: 5, attempts: 800, saysWait: true, withinSeconds: 4_200 },
    next: { act: 'LastLook', 'stood-down': 'StandDown' },
  },
  {
    state: 'LastLook',
    verb: 'last-look',
    result: 'lastLook',
    ...quick,
    expectedSeconds: 2,
    description: 'Looks at both boxes once more: from here on users are affected, and in a drill the standby is away.',
    loop: { waitSeconds: 2, attempts: 30 },
    next: { down: 'ClaimTraffic', healthy: 'UploadBackup', 'stood-down': 'StandDown' },
  },
  {
    state: 'ClaimTraffic',
    verb: 'claim-traffic',
    result: 'claimTraffic',
    ...quick,
    expectedSeconds: 15,
    description:
      'Writes our epoch beside the service record, and sees it where the world asks: proves that DNS can be changed, and shuts out older runs.',
    loop: { waitSeconds: 5, attempts: 24 },
    next: { claimed: 'Fence' },
  },
  {
    state: 'Fence',
    verb: 'fence',
    result: 'fence',
    ...quick,
    expectedSeconds: 3,
    description: 'Makes sure that the old primary, or the quarantined box, cannot serve, and reads it back.',
    loop: { waitSeconds: 3, attempts: 40 },
    next: { fenced: 'Promote', unconfirmed: 'Promote', kept: 'Finish', 'stood-down': 'StandDown' },
  },
  {
    state: 'Promote',
    verb: 'promote',
    result: 'promote',
    ...quick,
    expectedSeconds: 1,
    description: 'Makes sure that the standby accepts clients.',
    loop: { waitSeconds: 3, attempts: 20 },
    next: { promoted: 'MoveTraffic' },
  },
  {
    state: 'MoveTraffic',
    verb: 'move-traffic',
    result: 'moveTraffic',
    ...quick,
    expectedSeconds: 1,
    description: 'Assigns the roles anew and points the service record at the other box.',
    loop: { waitSeconds: 5, attempts: 60 },
    next: { moved: 'AwaitTraffic' },
  },
  {
    state: 'AwaitTraffic',
    verb: 'await-traffic',
    result: 'awaitTraffic',
    ...quick,
    expectedSeconds: 20,
    description: 'Waits until most of the authoritative servers give the new address, and none a third one.',
    loop: { waitSeconds: 2, attempts: 150, withinSeconds: 900 },
    next: { settled: 'Verify' },
  },
  {
    state: 'Verify',
    verb: 'verify',
    result: 'verify',
    ...quick,
    expectedSeconds: 3,
    description: 'Proves that the service answers under every public name on every port, on the other box.',
    loop: { waitSeconds: 5, attempts: 36 },
    next: { verified: 'Finish' },
  },
  {
    state: 'Finish',
    verb: 'finish',
    result: 'finish',
    ...quick,
    expectedSeconds: 1,
    description: 'Gives back the lease, writes the report, tells people.',
    next: { finished: DONE },
  },
  {
    state: 'StandDown',
    verb: 'stand-down',
    result: 'standDown',
    ...quick,
    expectedSeconds: 1,
    description: 'Ends quietly because the ground has changed: nothing that users see was touched.',
    next: { finished: DONE },
  },
  {
    state: 'Operate',
    verb: 'operate',
    result: 'operate',
    ...quick,
    expectedSeconds: 1,
    description: 'Does one small operation: status, pause, resume, acknowledge, trust, distrust.',
    next: { finished: DONE },
  },
  {
    state: 'Halt',
    verb: 'halt',
    result: 'halt',
    functionTimeoutSeconds: 60,
    taskTimeoutSeconds: 70,
    expectedSeconds: 1,
    description:
      'Leaves things as they are, replaces the lease by a hold, and calls a human with what is done, what is left, and the input to go on.',
    next: { halted: FAILED },
  },
] as const satisfies readonly Phase[];

export type StateName = (typeof PHASES)[number]['state'];
export type Verb = (typeof PHASES)[number]['verb'];

/** The phase of that state. */
export const phaseOf = (state: StateName): Phase => {
  const found = PHASES.find((phase) => phase.state === state);
  if (!found) throw new RangeError(`no phase ${state}`);
  return found;
};

/** States in the order of a recovery that goes through, from Begin to Finish. */
export const MAIN_LINE: readonly StateName[] = PHASES.slice(0, PHASES.findIndex((phase) => phase.state === 'Finish') + 1).map(
  (phase) => phase.state,
);
