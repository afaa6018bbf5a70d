// The interface to the workflow's executions: is the owner of a lease still running, start one, stop one.

import type { FailureName } from '../domain/failure/failure-name.ts';

export type ExecutionStatus =
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'ABORTED'
  | 'PENDING_REDRIVE'
  | 'UNKNOWN';

export interface ExecutionState {
  /** UNKNOWN if the execution does not exist (any more). */
  readonly status: ExecutionStatus;
  /** When it ended, in ms since 1970; undefined while it runs, or if unknown. */
  readonly endedAtMs?: number;
}

export interface Executions {
  describe(executionArn: string): Promise<ExecutionState>;
  /**
   * Starts the workflow. An execution with the same name and input, begun at `notBeforeMs` (ms since 1970) or later,
   * counts as ours. If another one has the name, starts it under a different name.
   * @returns its ARN.
   */
  start(name: string, input: Readonly<Record<string, unknown>>, notBeforeMs: number): Promise<string>;
  /** Stops it; its running function ends by itself. Harmless if it has ended or is no longer known. */
  stop(executionArn: string, why: { readonly error: FailureName; readonly cause: string }): Promise<void>;
}
