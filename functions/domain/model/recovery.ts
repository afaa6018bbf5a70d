// One run of the workflow, whatever its kind, as Begin fixed it. Every later state gets it unchanged.

/**
 * `drill`: restore to the standby and check it, users untouched. `fence` moves nobody: it switches the quarantined appliance off again.
 * The union is closed and grows with the kinds.
 */
export type RecoveryKind = 'failover' | 'drill' | 'fence';

/** Why a restored standby does no harm beside the primary: its network keeps it in, or the owner says so. */
export type StandbyQuiet = 'isolated' | 'attested';

export type Automation = 'observe' | 'act';

/** Who asked: the alarm's event rule, or a person at the console. Automatic starts respect holds, pauses and the cool-down. */
export type RecoveryTrigger = 'alarm' | 'person';

/** A person's word that the old primary cannot serve. */
export interface FenceConfirmed {
  readonly by: string;
  readonly how: string;
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
  /** Appliance that is believed dead; of a drill, the primary that goes on serving; of a fence, the quarantined one. */
  readonly from: string;
  /** Appliance that takes over; of a drill, the standby that it is held on; of a fence, the primary. */
  readonly to: string;
  /** ISO time at which the execution started. */
  readonly startedAt: string;
  readonly fenceConfirmed?: FenceConfirmed;
}
