// The states from the decision to the proof that users are served: they move users.
import type { Phase } from '../phase.ts';
import { brief, probing, quick } from './budgets.ts';

export const MOVE_PHASES = [
  {
    state: 'AwaitDecision',
    verb: 'await-decision',
    result: 'awaitDecision',
    ...brief,
    description:
      'Waits until the outage has lasted actAfterSeconds (at most 3600) without a gap, and where a person must approve, for the answer (at most 120 minutes). Until then an operator can stop the recovery.',
    loop: { waitSeconds: 15, attempts: 1_200, saysWait: true, withinSeconds: 7_800 },
    next: { act: 'Reconfirm', 'stood-down': 'StandDown' },
  },
  {
    state: 'Reconfirm',
    verb: 'reconfirm',
    result: 'reconfirm',
    ...probing,
    description: 'Probes both appliances again. From here on users are affected.',
    next: { down: 'ClaimTraffic', healthy: 'ClaimTraffic', 'stood-down': 'StandDown' },
  },
  {
    state: 'ClaimTraffic',
    verb: 'claim-traffic',
    result: 'claimTraffic',
    ...quick,
    expectedSeconds: 15,
    description:
      'Writes our epoch beside the service record and reads it back from the public name servers. This proves that Twinbox can change DNS, and it stops older runs.',
    loop: { waitSeconds: 5, attempts: 24 },
    next: { claimed: 'Fence', planned: 'ShutDown' },
  },
  {
    state: 'ShutDown',
    verb: 'shut-down',
    result: 'shutDown',
    ...quick,
    expectedSeconds: 60,
    description:
      'In a switchover only: asks the healthy primary to shut itself down, and never cuts its power. If it does not go, the switchover ends where it began.',
    only: ['switchover'],
    loop: { waitSeconds: 5, attempts: 120 },
    next: { 'shut-down': 'Fence', 'stood-down': 'StandDown' },
  },
  {
    state: 'Fence',
    verb: 'fence',
    result: 'fence',
    ...quick,
    expectedSeconds: 3,
    description: 'Powers off the old primary, or the quarantined appliance, and reads back that it cannot serve.',
    loop: { waitSeconds: 3, attempts: 40 },
    next: { fenced: 'Promote', unconfirmed: 'Promote', kept: 'Finish', 'stood-down': 'StandDown' },
  },
  {
    state: 'Promote',
    verb: 'promote',
    result: 'promote',
    ...brief,
    description: 'Checks that the standby accepts clients.',
    loop: { waitSeconds: 3, attempts: 20 },
    next: { promoted: 'MoveTraffic', unfit: 'PowerOn' },
    back: { outcome: 'unfit', attempts: 21 },
  },
  {
    state: 'MoveTraffic',
    verb: 'move-traffic',
    result: 'moveTraffic',
    ...brief,
    description: 'Exchanges the assigned roles and points the service record at the other appliance.',
    loop: { waitSeconds: 5, attempts: 60 },
    next: { moved: 'AwaitTraffic' },
  },
  {
    state: 'AwaitTraffic',
    verb: 'await-traffic',
    result: 'awaitTraffic',
    ...quick,
    expectedSeconds: 20,
    description:
      'Waits until most of the authoritative name servers return the new address, and none returns a third one.',
    loop: { waitSeconds: 2, attempts: 150, withinSeconds: 900 },
    next: { settled: 'Verify' },
  },
  {
    state: 'Verify',
    verb: 'verify',
    result: 'verify',
    ...quick,
    expectedSeconds: 3,
    description: 'Proves that the other appliance serves every public name on every port.',
    loop: { waitSeconds: 5, attempts: 36 },
    next: { verified: 'Finish' },
  },
] as const satisfies readonly Phase[];
