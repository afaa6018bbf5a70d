// The interface to the workflow's executions: is the owner of a lease still running, start one, stop one.

import type { FailureName } from '../domain/failure/failure-name.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE' | 'UNKNOWN';

export interface ExecutionState {
  /** UNKNOWN where the execution does not exist (any more). */
  readonly status: ExecutionStatus;
  /** Since when it has ended, in ms since 1970; undefined while it runs, and where nobody knows it. */
  readonly endedAtMs?: number;
}

export interface Executions {
  describe(executionArn: string): Promise<ExecutionState>;
  /**
   * Starts the workflow. One of that name with that input, begun at `notBeforeMs` (ms since 1970) or later, is taken for ours; where
   * anything else has taken the name, it is started under another.
   * @returns its ARN.
   */
  start(name: string, input: Readonly<Record<string, unknown>>, notBeforeMs: number): Promise<string>;
  /** Stops it; a function of it that runs ends by itself. Harmless where it has ended, or is not known any more. */
  stop(executionArn: string, why: { readonly error: FailureName; readonly cause: string }): Promise<void>;
}
