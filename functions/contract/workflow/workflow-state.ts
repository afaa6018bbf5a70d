// The execution's data: Begin's answer and the result of each state. It is visible in the console, so it never holds a
// secret. A state's result replaces its earlier one, so a loop keeps its last answer.

import type { Recovery } from '../../domain/model/recovery.ts';
import type { PairSettings } from '../settings/pair-settings.ts';
import type { PHASES } from './phases.ts';
import type { ResultOf } from './step-answers.ts';
import type { OperationInput, SetPrimaryInput } from './verbs/verbs.ts';

/** Payload of every task: built by the definition from the execution's data and context. */
export interface TaskInput {
  /** The present data of the execution; before Begin has answered, the raw input. */
  readonly state: WorkflowState;
  /** Execution ARN. */
  readonly execution: string;
  /** ISO time. */
  readonly startedAt: string;
  /** The raw console input; only Begin gets it. */
  readonly input?: unknown;
}

/** The last result of each state, under the key in the phase table. */
type Results = { readonly [R in (typeof PHASES)[number] as R['result']]?: ResultOf<R['state']> };

export interface WorkflowState extends Results {
  readonly recovery?: Recovery;
  readonly settings?: PairSettings;
  readonly operation?: OperationInput;
  readonly byHand?: SetPrimaryInput;
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
  readonly byHand?: SetPrimaryInput;
  readonly begin: ResultOf<'Begin'>;
}
