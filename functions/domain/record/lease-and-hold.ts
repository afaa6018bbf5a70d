// Who holds a pair: the lease of a running recovery, and the hold that a halted one leaves.

import type { NamedRestorePoint } from '../model/named-restore-point.ts';
import type { RecoveryKind } from '../model/recovery.ts';
import type { RestoreLoss } from './restore-loss.ts';

/** Time-bound sole right to run a recovery. */
export interface Lease {
  /** Execution ARN of the holder. */
  readonly owner: string;
  readonly epoch: number;
  /** ISO time until which a function of the owner may still run. */
  readonly notAfter: string;
  readonly recoveryId: string;
  readonly kind: RecoveryKind;
  readonly dryRun: boolean;
  /** The restore point that a person named for this recovery. */
  readonly named?: NamedRestorePoint;
  /** With `named`: what its restore loses, once Prepare has found it. */
  readonly loss?: RestoreLoss;
  /** The recovery's direction, set by Begin: after the roles have changed, the record no longer shows it. */
  readonly from?: string;
  readonly to?: string;
  /** Id of the failover that waits for the end of this drill. */
  readonly awaitedBy?: string;
  /** Id of the failover for which this drill is stopped; set before the stop. */
  readonly preemptedBy?: string;
  /** ISO time at which AwaitDecision let it act: from then on a denial comes too late. */
  readonly decidedAt?: string;
  /** Epoch of another deployment's claim in the zone, above which this lease's epoch was raised. */
  readonly raisedAbove?: number;
}

/** What a halt leaves. Blocks automatic starts until acknowledged or lapsed. */
export interface Hold {
  readonly reason: string;
  readonly message: string;
  readonly hint?: string;
  /** Name of the state in which the recovery ended. */
  readonly phase: string;
  readonly done: readonly string[];
  readonly left: readonly string[];
  /** Console input that continues the recovery. */
  readonly resumeInput: Readonly<Record<string, unknown>>;
  readonly recoveryId: string;
  readonly epoch: number;
  readonly from: string;
  readonly to: string;
  /** What `continue` compares with the present: the assigned primary, and the backup that `to` carried. */
  readonly primary?: string;
  readonly carried?: string;
  /** ISO time. */
  readonly since: string;
  /** ISO time after which it no longer blocks; only holds from before Fence have one. */
  readonly lapsesAt?: string;
}
