// The interface to the workflow's executions: is the owner of a lease still running, start one, stop one.

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE' | 'UNKNOWN';

export interface ExecutionState {
  /** UNKNOWN where the execution does not exist (any more). */
  readonly status: ExecutionStatus;
  /** Since when it has ended, in ms since 1970; undefined while it runs, and where nobody knows it. */
  readonly endedAtMs?: number;
}

export interface Executions {
  describe(executionArn: string): Promise<ExecutionState>;
  /** Starts the workflow; the same name again is the same execution. @returns its ARN. */
  start(name: string, input: Readonly<Record<string, unknown>>): Promise<string>;
  /** Stops it; a function of it that runs ends by itself. Harmless where it has ended, or is not known any more. */
  stop(executionArn: string, why: { readonly error: string; readonly cause: string }): Promise<void>;
}
