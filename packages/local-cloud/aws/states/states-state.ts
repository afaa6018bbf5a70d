// Step Functions seen from outside: executions are run by the interpreter that the lab registers here as `engine`.
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';

export interface ExecutionDescription {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** JSON text. */
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly startMs: number;
  readonly stopMs?: number;
}

/** One step of an execution, as the interpreter reports it. */
export interface ExecutionStep {
  readonly atMs: number;
  readonly type: string;
  readonly state?: string;
  readonly stateType?: string;
  /** JSON values. */
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** The interpreter. It must hold every execution it has started, ended ones too. */
export interface ExecutionEngine {
  /** Starts and returns at once; `executionArn` is the identity from now on. */
  start(machineArn: string, name: string, input: string, executionArn: string): void | Promise<void>;
  describe(executionArn: string): ExecutionDescription | undefined;
  stop(executionArn: string, reason: { readonly error?: string; readonly cause?: string }): void | Promise<void>;
  list(machineArn: string): readonly ExecutionDescription[];
  /** Oldest first. */
  history?(executionArn: string): readonly ExecutionStep[];
  /** Is there such a state machine? */
  knows(machineArn: string): boolean;
}

export interface StatesState {
  engine: ExecutionEngine | undefined;
  machineArn(name: string): string;
  executionArn(machineArn: string, name: string): string;
  /** StartExecution as AWS does it: the same name with the same input while it runs is the same execution. */
  start(machineArn: string, name: string, input: string): Promise<ExecutionDescription>;
  describe(executionArn: string): ExecutionDescription;
}

export const statesState = (account: Account): StatesState => {
  const stem = `arn:aws:states:${account.region}:${account.accountId}`;
  const executionArn = (machineArn: string, name: string) =>
    `${stem}:execution:${machineArn.split(':')[6] ?? ''}:${name}`;
  const state: StatesState = {
    engine: undefined,
    machineArn: (name) => `${stem}:stateMachine:${name}`,
    executionArn,
    describe(arn) {
      const found = state.engine?.describe(arn);
      if (found === undefined) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
      return found;
    },
    async start(machineArn, name, input) {
      if (state.engine?.knows(machineArn) !== true)
        throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
      const arn = executionArn(machineArn, name);
      const old = state.engine.describe(arn);
      if (old !== undefined) {
        if (old.status === 'RUNNING' && old.input === input) return old;
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
      await state.engine.start(machineArn, name, input, arn);
      return state.describe(arn);
    },
  };
  return state;
};
