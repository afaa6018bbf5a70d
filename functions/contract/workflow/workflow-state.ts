// The execution's data: what Begin fixed, and what each state found. It passes from state to state in the open, so it never
// holds a secret. One state's result replaces its own earlier one, so a loop's last answer stands.

import type { Recovery } from '../../domain/model/recovery.ts';
import type { PairSettings } from '../settings/pair-settings.ts';
import type { PHASES } from './phases.ts';
import type { ResultOf } from './step-answers.ts';
import type { OperationInput } from './workflow-input.ts';

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

/** Under the key that the phase table names, what that state found last. */
type Results = { readonly [R in (typeof PHASES)[number] as R['result']]?: ResultOf<R['state']> };

export interface WorkflowState extends Results {
  readonly recovery?: Recovery;
  readonly settings?: PairSettings;
  readonly operation?: OperationInput;
  /** True in the weekly ping, which calls every function and does nothing. */
  readonly ping?: boolean;
  /** What a Catch left: Lambda's error name and JSON cause. */
  readonly error?: { readonly Error: string; readonly Cause?: string };
}

/** Begin's answer is the whole new execution data. */
export interface BeginAnswer {
  readonly recovery?: Recovery;
  readonly settings?: PairSettings;
  readonly operation?: OperationInput;
  readonly begin: ResultOf<'Begin'>;
}
