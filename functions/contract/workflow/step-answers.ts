// What each state answers. The outcomes are those of the phase table: any other word does not compile.

import type { FailureName } from '../../domain/failure/failure-name.ts';
import type { Fingerprint } from '../../domain/identity/fingerprint.ts';
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import type { AnswersWhileOff } from '../../domain/power/contradiction.ts';
import type { OutcomeOf, StateName } from './phase-names.ts';

/** What every state answers. */
export interface StepAnswer<S extends StateName = StateName> {
  readonly outcome: OutcomeOf<S>;
  /** Sentences for the report: what was seen or done, with figures. */
  readonly evidence: readonly string[];
}

/** What is added to it. */
export interface Attempts {
  /** How many attempts of this state there have been, this one included. */
  readonly attempt: number;
  /** ISO time at which the first attempt was begun, where the phase table bounds the time of all. */
  readonly since?: string;
}

interface ConfirmAnswer<S extends 'Confirm' | 'ConfirmDrill' | 'Reconfirm'> extends StepAnswer<S>, ProbesInARow {}
/** What probes in a row came to, whichever state made them. */
export interface ProbesInARow {
  /** Looks in a row that found the primary down. */
  readonly downInARow: number;
  /** Of a drill: looks in a row that found the primary healthy. */
  readonly healthyInARow?: number;
  /** Of a drill: looks in a row that did not. */
  readonly ailingInARow?: number;
  /** ISO time of the first probe of that row. */
  readonly downSince?: string;
  /** ISO time since which the outage stands, over all executions that deal with it. */
  readonly outageSince?: string;
}
interface PrepareAnswer extends StepAnswer<'Prepare'> {
  /** Left out while a person is asked, and where it stood down meanwhile. */
  readonly restorePoint?: BackupManifest;
  /** With `again`: id of the suspect backup about which a person was asked. */
  readonly asked?: string;
  /** Of what ends here without restoring: what was tried of all that a failover needs, and what was not. */
  readonly checks?: readonly Check[];
  /** What the standby held before anything was given to it, as far as it could be asked. */
  readonly standbyHeld?: Fingerprint;
  /** Newer backups that were passed over, each with the reason. */
  readonly passedOver: readonly { readonly backupId: string; readonly reason: string }[];
  /** The records as they were before anything was changed. */
  readonly records?: readonly { readonly name: string; readonly ttlSeconds?: number }[];
}
/** A token of the appliance, sealed: only who may read that version of the secret can open it. */
export interface SealedToken {
  /** Name of the secret with the API account. */
  readonly secret: string;
  readonly versionId: string;
  /** ISO time at which the appliance gave it. */
  readonly at: string;
  /** Base64. */
  readonly sealed: string;
}
interface UploadBackupAnswer extends StepAnswer<'UploadBackup'> {
  /** Every backup that the appliance refused in this recovery, each with the reason: Prepare passes over them. */
  readonly refused?: readonly { readonly backupId: string; readonly reason: string }[];
  /** The restore method's own statement of success, if it made one. */
  readonly marker?: string;
  /** What the page after the upload said instead, where nobody understood it. */
  readonly notice?: string;
  /** Given by the appliance before the upload. */
  readonly tokenBefore?: SealedToken;
  /** ISO time at which the upload was complete. */
  readonly uploadedAt?: string;
}
interface AwaitRestoreAnswer extends StepAnswer<'AwaitRestore'> {
  readonly seenGone: boolean;
  readonly seenBack: boolean;
}
interface CheckStandbyAnswer extends StepAnswer<'CheckStandby'> {
  /** How often the standby has refused the account in a row, and the attempt at which it did so last. */
  readonly refusals?: { readonly count: number; readonly attempt: number };
}
interface AwaitDecisionAnswer extends StepAnswer<'AwaitDecision'> {
  /** With `again`: whole seconds until it is worth looking once more. */
  readonly waitSeconds?: number;
}
/** What one attempt of Fence tells the next of the methods, by their place in the settings: small, and without a secret. */
export interface FenceMemory {
  /** Methods that refused us for good: never asked again in this recovery. */
  readonly refused: readonly number[];
  /** Methods that took the request to switch off. */
  readonly asked: readonly number[];
  /** By place: the step that was taken last, and when. */
  readonly taken?: Readonly<Record<string, { readonly step: string; readonly at: string }>>;
  /** A method reads the appliance as off, and it answers. */
  readonly answers?: AnswersWhileOff;
  /** Methods whose word was disproved. */
  readonly contradicted?: readonly number[];
  /** A controller said that the appliance runs although a person said that it cannot serve. */
  readonly contrary?: readonly string[];
}
interface FenceAnswer extends StepAnswer<'Fence'>, Partial<FenceMemory> {
  readonly confirmedBy?: string;
  /** Whether people know that it does not go smoothly. */
  readonly notified?: boolean;
}
interface ClaimTrafficAnswer extends StepAnswer<'ClaimTraffic'> {
  /** Id of the change that made the claim. */
  readonly changeId?: string;
  /** ISO time since which the claim stands in the zone. */
  readonly claimedAt?: string;
  /** ISO time since which the control plane says that it is everywhere. */
  readonly inSyncAt?: string;
}
interface MoveTrafficAnswer extends StepAnswer<'MoveTraffic'> {
  readonly changeId?: string;
  /** TTL of the record that was replaced. */
  readonly replacedTtlSeconds?: number;
}
interface HaltAnswer extends StepAnswer<'Halt'> {
  readonly reason: FailureName;
  readonly message: string;
}

interface StepAnswers {
  readonly Begin: StepAnswer<'Begin'>;
  readonly Confirm: ConfirmAnswer<'Confirm'>;
  readonly Prepare: PrepareAnswer;
  readonly ConfirmDrill: ConfirmAnswer<'ConfirmDrill'>;
  readonly UploadBackup: UploadBackupAnswer;
  readonly AwaitRestore: AwaitRestoreAnswer;
  readonly CheckStandby: CheckStandbyAnswer;
  readonly AwaitDecision: AwaitDecisionAnswer;
  readonly Reconfirm: ConfirmAnswer<'Reconfirm'>;
  readonly ClaimTraffic: ClaimTrafficAnswer;
  readonly Fence: FenceAnswer;
  readonly Promote: StepAnswer<'Promote'>;
  readonly MoveTraffic: MoveTrafficAnswer;
  readonly AwaitTraffic: StepAnswer<'AwaitTraffic'>;
  readonly Verify: StepAnswer<'Verify'>;
  readonly Finish: StepAnswer<'Finish'>;
  readonly StandDown: StepAnswer<'StandDown'>;
  readonly Operate: StepAnswer<'Operate'>;
  readonly Halt: HaltAnswer;
}

/** What a state's own work answers. @example AnswerOf<'Verify'> */
export type AnswerOf<S extends StateName> = StepAnswers[S];

/** What stands of it in the execution's data. */
export type ResultOf<S extends StateName> = AnswerOf<S> & Attempts;
