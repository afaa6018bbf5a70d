// The answer of each state. The outcomes are those of the phase table: any other outcome does not compile.

import type { FailureName } from '../../domain/failure/failure-name.ts';
import type { Fingerprint } from '../../domain/identity/fingerprint.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import type { AnswersWhileOff } from '../../domain/power/contradiction.ts';
import type { RestoreLoss } from '../../domain/record/restore-loss.ts';
import type { OutcomeOf, StateName } from './phase-names.ts';

/** What every state answers. */
export interface StepAnswer<S extends StateName = StateName> {
  readonly outcome: OutcomeOf<S>;
  /** Sentences for the report: what was found or done, with figures. */
  readonly evidence: readonly string[];
}

/** Added to each answer. */
export interface Attempts {
  /** How many attempts of this state there have been, this one included. */
  readonly attempt: number;
  /** ISO time at which the first attempt began, if the phase table limits the time of all. */
  readonly since?: string;
}

interface ConfirmAnswer<S extends 'Confirm' | 'ConfirmDrill' | 'Reconfirm'> extends StepAnswer<S>, ProbesInARow {}
/** What probes in a row came to, whichever state made them. */
export interface ProbesInARow {
  /** Consecutive probes that found the primary down. */
  readonly downInARow: number;
  /** Of a drill: consecutive probes that found the primary healthy. */
  readonly healthyInARow?: number;
  /** Of a drill: consecutive probes that did not. */
  readonly ailingInARow?: number;
  /** ISO time of the first of these probes. */
  readonly downSince?: string;
  /** ISO time at which the outage began, across all its executions. */
  readonly outageSince?: string;
}
interface PrepareAnswer extends StepAnswer<'Prepare'> {
  /** Absent while an operator is asked, and if it stood down meanwhile. */
  readonly restorePoint?: BackupManifest;
  /** What the restore loses. */
  readonly loss?: RestoreLoss;
  /** With `again`: id of the suspect backup about which a person was asked. */
  readonly asked?: string;
  /** If the recovery ends here without a restore: which needs of a failover were checked, and which were not. */
  readonly checks?: readonly Check[];
  /** What the standby held before the restore, as far as known. */
  readonly standbyHeld?: Fingerprint;
  /** Newer backups that were passed over, each with the reason. */
  readonly passedOver: readonly { readonly backupId: string; readonly reason: string }[];
  /** The DNS records before any change. */
  readonly records?: readonly { readonly name: string; readonly ttlSeconds?: number }[];
}
/** A sealed token of the appliance: only a reader of that version of the secret can open it. */
export interface SealedToken {
  /** Name of the secret with the API account. */
  readonly secret: string;
  readonly versionId: string;
  /** ISO time at which the appliance issued it. */
  readonly at: string;
  /** Base64. */
  readonly sealed: string;
}
interface UploadBackupAnswer extends StepAnswer<'UploadBackup'> {
  /** Every backup that the appliance refused in this recovery, each with the reason: Prepare passes over them. */
  readonly refused?: readonly { readonly backupId: string; readonly reason: string }[];
  /** The restore method's own statement of success, if it made one. */
  readonly marker?: string;
  /** The text of the page after the upload, if Twinbox did not recognize it. */
  readonly notice?: string;
  /** Issued by the appliance before the upload. */
  readonly tokenBefore?: SealedToken;
  /** ISO time at which the upload was complete. */
  readonly uploadedAt?: string;
}
interface AwaitRestoreAnswer extends StepAnswer<'AwaitRestore'> {
  readonly seenGone: boolean;
  readonly seenBack: boolean;
}
interface CheckStandbyAnswer extends StepAnswer<'CheckStandby'> {
  /** Consecutive refusals of the account by the standby, and the attempt of the last one. */
  readonly refusals?: { readonly count: number; readonly attempt: number };
}
interface AwaitDecisionAnswer extends StepAnswer<'AwaitDecision'> {
  /** With `again`: whole seconds until the next attempt. */
  readonly waitSeconds?: number;
}
/** State of the fence methods between attempts, by their place in the settings: small, and without a secret. */
export interface FenceMemory {
  /** Methods with a permanent refusal: not tried again in this recovery. */
  readonly refused: readonly number[];
  /** Methods that accepted the power-off request. */
  readonly asked: readonly number[];
  /** By place: the last accepted step, and when. */
  readonly taken?: Readonly<Record<string, { readonly step: string; readonly at: string }>>;
  /** A method reads the appliance as off, but it answers. */
  readonly answers?: AnswersWhileOff;
  /** Methods whose reading was disproved. */
  readonly contradicted?: readonly number[];
  /** Controllers that read the appliance as on although an operator stated that it cannot serve. */
  readonly contrary?: readonly string[];
}
interface FenceAnswer extends StepAnswer<'Fence'>, Partial<FenceMemory> {
  readonly confirmedBy?: string;
  /** Whether operators were notified of the failing fence. */
  readonly notified?: boolean;
}
interface ClaimTrafficAnswer extends StepAnswer<'ClaimTraffic'> {
  /** Id of the change that made the claim. */
  readonly changeId?: string;
  /** ISO time at which the claim was written to the zone. */
  readonly claimedAt?: string;
  /** ISO time at which Route 53 reported the change as INSYNC. */
  readonly inSyncAt?: string;
}
interface MoveTrafficAnswer extends StepAnswer<'MoveTraffic'> {
  readonly changeId?: string;
  /** TTL of the replaced DNS record. */
  readonly replacedTtlSeconds?: number;
}
interface FinalCaptureAnswer extends StepAnswer<'FinalCapture'> {
  /** Id of the backup that was captured: the only restore point of this recovery. */
  readonly backupId?: string;
}
interface PowerOnAnswer extends StepAnswer<'PowerOn'> {
  /** ISO time of the last accepted request to power on. */
  readonly askedAt?: string;
}
interface ShutDownAnswer extends StepAnswer<'ShutDown'> {
  /** ISO time of the last accepted request to shut down. */
  readonly askedAt?: string;
  /** ISO time since which it has answered no probe. */
  readonly silentSince?: string;
  /** True if operators were asked to shut it down by hand. */
  readonly notified?: boolean;
}
interface HaltAnswer extends StepAnswer<'Halt'> {
  readonly reason: FailureName;
  readonly message: string;
}

interface StepAnswers {
  readonly Begin: StepAnswer<'Begin'>;
  readonly Confirm: ConfirmAnswer<'Confirm'>;
  readonly FinalCapture: FinalCaptureAnswer;
  readonly PowerOn: PowerOnAnswer;
  readonly Prepare: PrepareAnswer;
  readonly ConfirmDrill: ConfirmAnswer<'ConfirmDrill'>;
  readonly UploadBackup: UploadBackupAnswer;
  readonly AwaitRestore: AwaitRestoreAnswer;
  readonly CheckStandby: CheckStandbyAnswer;
  readonly AwaitDecision: AwaitDecisionAnswer;
  readonly Reconfirm: ConfirmAnswer<'Reconfirm'>;
  readonly ClaimTraffic: ClaimTrafficAnswer;
  readonly ShutDown: ShutDownAnswer;
  readonly Fence: FenceAnswer;
  readonly Promote: StepAnswer<'Promote'>;
  readonly MoveTraffic: MoveTrafficAnswer;
  readonly AwaitTraffic: StepAnswer<'AwaitTraffic'>;
  readonly Verify: StepAnswer<'Verify'>;
  readonly Finish: StepAnswer<'Finish'>;
  readonly StandDown: StepAnswer<'StandDown'>;
  readonly Operate: StepAnswer<'Operate'>;
  readonly CheckReadiness: StepAnswer<'CheckReadiness'>;
  readonly SetPrimary: StepAnswer<'SetPrimary'>;
  readonly Halt: HaltAnswer;
}

/** What a state's own work answers. @example AnswerOf<'Verify'> */
export type AnswerOf<S extends StateName> = StepAnswers[S];

/** The answer as stored in the execution's data. */
export type ResultOf<S extends StateName> = AnswerOf<S> & Attempts;
