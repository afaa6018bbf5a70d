// One recovery of any kind, as Begin defined it. Every later state gets it unchanged.

import type { NamedRestorePoint } from './named-restore-point.ts';

/**
 * `drill`: restore to the standby and check it; users are not affected. `fence`: power the quarantined appliance off
 * again. `switchover`: move users from a healthy primary, as planned. `reprotect`: make the old primary the standby
 * again. The union is closed and grows with the kinds.
 */
export type RecoveryKind = 'failover' | 'drill' | 'fence' | 'switchover' | 'reprotect';

/** Whether it moves users from one appliance to the other. */
export const movesUsers = (kind: RecoveryKind): boolean => kind === 'failover' || kind === 'switchover';

/** Why a restored standby does no harm beside the primary: its network isolates it, or the operator attests it. */
export type StandbyQuiet = 'isolated' | 'attested';

/**
 * How much is done without a person. `observe`: nothing. `ask`: everything up to a checked standby, then a person
 * approves. `act`: everything; the question is a countdown that a person may stop.
 */
export type Automation = 'observe' | 'ask' | 'act';

/**
 * Who requested it: the alarm's event rule, or a person at the console. Automatic starts respect holds, pauses and the
 * cool-down.
 */
export type RecoveryTrigger = 'alarm' | 'person';

/** An operator's statement that the old primary cannot serve. */
export interface FenceConfirmed {
  readonly by: string;
  readonly how: string;
}

/** Who asked for a planned recovery, and why. */
export interface AskedBy {
  readonly by: string;
  readonly reason: string;
}

export interface Recovery {
  readonly recoveryId: string;
  readonly pair: string;
  readonly kind: RecoveryKind;
  readonly trigger: RecoveryTrigger;
  readonly dryRun: boolean;
  readonly automation: Automation;
  readonly epoch: number;
  /** Execution ARN: the owner in the lease. */
  readonly owner: string;
  /** The appliance that is down; in a drill, the primary, which continues to serve; in a fence, the quarantined one. */
  readonly from: string;
  /** The appliance that takes over; in a drill, the standby; in a fence, the primary. */
  readonly to: string;
  /** ISO time at which the execution started. */
  readonly startedAt: string;
  readonly fenceConfirmed?: FenceConfirmed;
  /** The restore point that a person named instead of the newest eligible backup. */
  readonly named?: NamedRestorePoint;
  /** The outage began during a pause or a window: the recovery waits for a person, whatever the automation. */
  readonly waitsBecause?: 'pause' | 'window';
  /** Of a planned recovery. */
  readonly asked?: AskedBy;
  /** True if a switchover may end open sessions. */
  readonly endSessions?: boolean;
}
