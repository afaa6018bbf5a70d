// The execution's data: what Begin fixed, and what each state found. It passes from state to state in the open, so it never
// holds a secret. One state's result replaces its own earlier one, so a loop's last answer stands.

import type { Fingerprint } from '../../domain/identity/fingerprint.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import type { Recovery } from '../../domain/model/recovery.ts';
import type { PairSettings } from '../settings/pair-settings.ts';
import type { OperationInput } from './workflow-input.ts';

/** What every state answers. */
export interface StepResult {
  /** One of the phase's `next` keys, or `again`. */
  readonly outcome: string;
  /** How many attempts of this state there have been, this one included. */
  readonly attempt: number;
  /** ISO time at which the first attempt was begun, where the phase table bounds the time of all. */
  readonly since?: string;
  /** Sentences for the report: what was seen or done, with figures. */
  readonly evidence: readonly string[];
}

export interface BeginResult extends StepResult {
  readonly outcome: 'recover' | 'fence' | 'operate' | 'ended' | 'again';
}
export interface ConfirmResult extends StepResult {
  readonly outcome: 'down' | 'healthy' | 'stood-down' | 'again';
  /** Looks in a row that found the primary down. */
  readonly downInARow: number;
  /** Of a drill: looks in a row that found the primary healthy. */
  readonly healthyInARow?: number;
  /** Of a drill: looks in a row that did not. */
  readonly ailingInARow?: number;
  /** ISO time of the first look of that row. */
  readonly downSince?: string;
  /** ISO time since which the outage stands, over all executions that deal with it. */
  readonly outageSince?: string;
}
export interface PrepareResult extends StepResult {
  readonly outcome: 'ready' | 'rehearse' | 'dry-run' | 'stood-down' | 'again';
  /** Left out while a person is asked, and where it stood down meanwhile. */
  readonly restorePoint?: BackupManifest;
  /** With `again`: id of the suspect backup about which a person was asked. */
  readonly asked?: string;
  /** Of what ends here without restoring: what was tried of all that a failover needs, and what was not. */
  readonly checks?: readonly Check[];
  /** What the standby held before anything was given to it, as far as it could be asked. */
  readonly standbyHeld?: Fingerprint;
  /** Newer backups that were passed over, each with the reason. */
  readonly passedOver: readonly { readonly backupId: string; readonly because: string }[];
  /** The records as they were before anything was changed. */
  readonly records?: readonly { readonly name: string; readonly ttlSeconds?: number }[];
}
/** A token of the box, sealed: only who may read that version of the secret can open it. */
export interface SealedToken {
  /** Name of the secret with the API account. */
  readonly secret: string;
  readonly versionId: string;
  /** ISO time at which the box gave it. */
  readonly at: string;
  /** Base64. */
  readonly sealed: string;
}
export interface UploadBackupResult extends StepResult {
  readonly outcome: 'uploaded' | 'carried' | 'refused';
  /** Every backup that the box refused in this recovery, each with the reason: Prepare passes over them. */
  readonly refused?: readonly { readonly backupId: string; readonly because: string }[];
  /** The restore way's own statement of success, if it made one. */
  readonly marker?: string;
  /** What the page after the upload said instead, where nobody understood it. */
  readonly notice?: string;
  /** Given by the box before the upload. */
  readonly tokenBefore?: SealedToken;
  /** ISO time at which the upload was complete. */
  readonly uploadedAt?: string;
}
export interface AwaitRestoreResult extends StepResult {
  readonly outcome: 'restored' | 'again';
  readonly seenGone: boolean;
  readonly seenBack: boolean;
}
export interface CheckStandbyResult extends StepResult {
  readonly outcome: 'fit' | 'rehearsed' | 'again';
  /** How often the standby has refused the account in a row, and the attempt at which it did so last. */
  readonly refusals?: { readonly count: number; readonly attempt: number };
}
export interface DecisionResult extends StepResult {
  readonly outcome: 'act' | 'stood-down' | 'again';
  /** With `again`: whole seconds until it is worth looking once more. */
  readonly waitSeconds?: number;
}
export interface FenceResult extends StepResult {
  readonly outcome: 'fenced' | 'unconfirmed' | 'kept' | 'stood-down' | 'again';
  readonly confirmedBy?: string;
}
export interface ClaimTrafficResult extends StepResult {
  readonly outcome: 'claimed' | 'again';
  /** Id of the change that made the claim. */
  readonly changeId?: string;
  /** ISO time since which the claim stands in the zone. */
  readonly claimedAt?: string;
  /** ISO time since which the control plane says that it is everywhere. */
  readonly inSyncAt?: string;
}
export interface MoveTrafficResult extends StepResult {
  readonly outcome: 'moved' | 'again';
  readonly changeId?: string;
  /** TTL of the record that was replaced. */
  readonly replacedTtlSeconds?: number;
}

/** Payload of every task: built by the definition from the execution's data and context. */
export interface TaskInput {
  /** The execution's data as it stands; before Begin has answered, the raw input. */
  readonly state: WorkflowState;
  /** Execution ARN. */
  readonly execution: string;
  /** ISO time. */
  readonly startedAt: string;
  /** The raw console input; only Begin gets it. */
  readonly input?: unknown;
}

export interface WorkflowState {
  readonly recovery?: Recovery;
  readonly settings?: PairSettings;
  readonly operation?: OperationInput;
  readonly begin?: BeginResult;
  readonly confirm?: ConfirmResult;
  readonly prepare?: PrepareResult;
  readonly uploadBackup?: UploadBackupResult;
  readonly awaitRestore?: AwaitRestoreResult;
  readonly checkStandby?: CheckStandbyResult;
  readonly awaitDecision?: DecisionResult;
  readonly lastLook?: ConfirmResult;
  readonly claimTraffic?: ClaimTrafficResult;
  readonly fence?: FenceResult;
  readonly promote?: StepResult;
  readonly moveTraffic?: MoveTrafficResult;
  readonly awaitTraffic?: StepResult;
  readonly verify?: StepResult;
  /** True in the weekly ping, which calls every function and does nothing. */
  readonly ping?: boolean;
  /** What a Catch left: Lambda's error name and JSON cause. */
  readonly error?: { readonly Error: string; readonly Cause?: string };
}

/** What Halt answers; the Fail state takes its error and cause from here. */
export interface HaltResult extends StepResult {
  readonly reason: string;
  readonly message: string;
}

/** Begin's answer is the whole new execution data. */
export interface BeginAnswer {
  readonly recovery?: Recovery;
  readonly settings?: PairSettings;
  readonly operation?: OperationInput;
  readonly begin: BeginResult;
}
