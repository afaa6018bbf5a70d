// The stack's state machines: starts and stops executions, keeps each with its history, and reports what AWS would
// report (status events, metrics). This is the engine behind the emulated StartExecution.

import type { LabClock } from '../../base/clock.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { ExecutionEvent, ExecutionOutcome, TaskCall } from './asl-execution.ts';
import { guardDefinition } from './definition-guard.ts';
import type { Interpreter } from './interpreter.ts';

export interface StateMachineDefinition {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly definition: JsonObject;
}

export type ExecutionStatus = 'RUNNING' | ExecutionOutcome['status'];

/** One execution. Input and output are JSON text; times are lab ms since 1970. */
export interface Execution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly startMs: number;
  readonly stopMs?: number;
  readonly events: readonly ExecutionEvent[];
  /** Resolves with this execution once it has ended. */
  readonly ended: Promise<Execution>;
}

export interface ExecutionMetric {
  readonly name: string;
  readonly value: number;
  readonly unit: 'Count' | 'Milliseconds';
  readonly stateMachineArn: string;
}

export interface ExecutionsOptions {
  readonly clock: LabClock;
  readonly region: string;
  readonly interpreter: Interpreter;
  readonly machines: readonly StateMachineDefinition[];
  /** Does a task's work in the name of the machine's role. */
  readonly callTask: (machine: StateMachineDefinition, call: TaskCall, executionArn: string) => Promise<Json>;
  /** Called at each start and end. */
  readonly onStatus?: (execution: Execution) => void;
  readonly onMetric?: (metric: ExecutionMetric) => void;
}

export interface Executions {
  start(machineArn: string, name: string, input: string, executionArn: string): void;
  stop(executionArn: string, reason: { readonly error?: string; readonly cause?: string }): void;
  describe(executionArn: string): Execution | undefined;
  list(machineArn: string): readonly Execution[];
  knows(machineArn: string): boolean;
  /** The steps of an execution, oldest first. */
  history(executionArn: string): readonly ExecutionEvent[];
  /** All so far, oldest first. */
  readonly all: readonly Execution[];
}

type Mutable = { -readonly [Key in keyof Execution]: Execution[Key] } & { events: ExecutionEvent[] };

// Source: "Execution metrics" of the Step Functions developer guide.
const END_METRICS: Readonly<Record<ExecutionOutcome['status'], string>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** Refuses a definition that would not run truly; see definition-guard.ts. */
export const executionsOf = (options: ExecutionsOptions): Executions => {
  const { clock, interpreter } = options;
  const machines = new Map(options.machines.map((machine) => [machine.arn, machine]));
  for (const { definition } of machines.values()) guardDefinition(definition);
  const kept = new Map<string, Mutable>();
  const settle = new Map<string, (execution: Execution) => void>();
  const metric = (name: string, value: number, unit: ExecutionMetric['unit'], stateMachineArn: string): void =>
    options.onMetric?.({ name, value, unit, stateMachineArn });

  const end = (execution: Mutable, outcome: ExecutionOutcome): void => {
    if (execution.status !== 'RUNNING') return;
    const stopMs = clock.nowMs();
    Object.assign(execution, {
      status: outcome.status,
      stopMs,
      ...(outcome.output === undefined ? {} : { output: JSON.stringify(outcome.output) }),
      ...(outcome.error === undefined ? {} : { error: outcome.error }),
      ...(outcome.cause === undefined ? {} : { cause: outcome.cause }),
    });
    metric(END_METRICS[outcome.status], 1, 'Count', execution.stateMachineArn);
    metric('ExecutionTime', stopMs - execution.startMs, 'Milliseconds', execution.stateMachineArn);
    settle.get(execution.executionArn)?.(execution);
    options.onStatus?.(execution);
  };

  const run = async (machine: StateMachineDefinition, execution: Mutable): Promise<void> => {
    const { executionArn, name } = execution;
    const outcome = await interpreter.run({
      executionArn,
      definition: machine.definition,
      input: JSON.parse(execution.input) as Json,
      context: {
        Execution: { Id: executionArn, Name: name, RoleArn: machine.roleArn },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
      onEvent: (event) => {
        if (execution.status === 'RUNNING') execution.events.push(event);
      },
      callTask: (call) => {
        // What has ended does nothing more, whatever the interpreter still wants.
        if (execution.status !== 'RUNNING') return Promise.reject(new Error(`${executionArn} has ended`));
        return options.callTask(machine, call, executionArn);
      },
    });
    end(execution, outcome);
  };

  return {
    get all() {
      return [...kept.values()];
    },
    knows: (machineArn) => machines.has(machineArn),
    history: (executionArn) => kept.get(executionArn)?.events ?? [],
    describe: (executionArn) => kept.get(executionArn),
    list: (machineArn) => [...kept.values()].filter(({ stateMachineArn }) => stateMachineArn === machineArn),
    start(machineArn, name, input, executionArn) {
      const machine = machines.get(machineArn);
      if (machine === undefined) throw new Error(`no state machine ${machineArn}`);
      const ended = Promise.withResolvers<Execution>();
      settle.set(executionArn, ended.resolve);
      const startMs = clock.nowMs();
      const execution: Mutable = {
        executionArn,
        stateMachineArn: machineArn,
        name,
        status: 'RUNNING',
        input,
        startMs,
        events: [],
        ended: ended.promise,
      };
      kept.set(executionArn, execution);
      metric('ExecutionsStarted', 1, 'Count', machineArn);
      options.onStatus?.(execution);
      run(machine, execution).catch((error: unknown) =>
        end(execution, { status: 'FAILED', error: 'Lab.Fault', cause: String(error) }),
      );
    },
    stop(executionArn, { error, cause }) {
      const execution = kept.get(executionArn);
      if (execution?.status !== 'RUNNING') return;
      interpreter.stop(executionArn);
      const fields = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
      execution.events.push({ atMs: clock.nowMs(), type: 'ExecutionEnded', ...fields });
      end(execution, { status: 'ABORTED', ...fields });
    },
  };
};

/**
 * The detail of an `Execution Status Change` event. Source: "Step Functions events" of the EventBridge events
 * reference.
 */
export const statusChangeDetail = (execution: Execution): JsonObject => ({
  executionArn: execution.executionArn,
  stateMachineArn: execution.stateMachineArn,
  name: execution.name,
  status: execution.status,
  startDate: execution.startMs,
  stopDate: execution.stopMs ?? null,
  input: execution.input,
  inputDetails: { included: true },
  output: execution.output ?? null,
  outputDetails: execution.output === undefined ? null : { included: true },
  error: execution.error ?? null,
  cause: execution.cause ?? null,
});
