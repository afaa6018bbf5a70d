// Runs one execution of a state machine with the interpreter library, on the ambient clock and timers, and covers what
// the library lacks: the payload limit, the State context, and that nothing happens after an end.

import { ExecutionAbortedError, ExecutionTimeoutError, StateMachine } from 'aws-local-stepfunctions';
import { type Json, type JsonObject, jsonCopy, objectOf } from '../../base/json.ts';
import { asRunHere, tasksIn } from './definition-guard.ts';

export interface ExecutionOutcome {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
}

/** One step of an execution. Times are ms since 1970 on the ambient clock. */
export interface ExecutionEvent {
  readonly atMs: number;
  readonly type:
    | 'StateEntered'
    | 'StateExited'
    | 'StateFailed'
    | 'StateRetried'
    | 'StateCaught'
    | 'TaskScheduled'
    | 'TaskSucceeded'
    | 'TaskFailed'
    | 'ExecutionStarted'
    | 'ExecutionEnded';
  readonly state?: string;
  readonly stateType?: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
}

/** A task's failure by the name that Retry and Catch match. */
export class TaskFault extends Error {
  constructor(errorName: string, cause: string) {
    super(cause);
    this.name = errorName;
  }
}

/** A failure that no Retry and no Catch may touch. The library reads the two fields. */
class TerminalFault extends TaskFault {
  readonly isRetryable = false;
  readonly isCatchable = false;
}

export interface TaskCall {
  readonly state: string;
  readonly resource: string;
  readonly parameters: Json;
}

export interface ExecutionPlan {
  readonly definition: JsonObject;
  readonly input: Json;
  /** Execution {Id, Name, RoleArn} and StateMachine {Id, Name}; the rest of the context object is filled in here. */
  readonly context: { readonly Execution: JsonObject; readonly StateMachine: JsonObject };
  /** Does a task's work; rejects with a TaskFault. */
  readonly callTask: (call: TaskCall) => Promise<Json>;
  readonly onEvent: (event: ExecutionEvent) => void;
  /** Stops the execution: the outcome is ABORTED. */
  readonly signal: AbortSignal;
}

/** Source: "Quotas for state executions" of the Step Functions developer guide. */
const LARGEST_PAYLOAD_BYTES = 256 * 1024;

const tooLarge = (value: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(value) ?? 'null') > LARGEST_PAYLOAD_BYTES;
const dataLimit = (what: string): TerminalFault =>
  new TerminalFault(
    'States.DataLimitExceeded',
    `The ${what} has a size that exceeds the maximum number of bytes service limit.`,
  );

const faultFields = (error: unknown): { error: string; cause: string } =>
  Error.isError(error)
    ? { error: error.name, cause: error.message }
    : { error: 'States.Runtime', cause: String(error) };

// The library finds a state by name right before it enters it: the one place where the State context can be kept
// true.
const withStateContext = (definition: JsonObject, current: Record<string, string>): JsonObject => ({
  ...definition,
  States: new Proxy(objectOf(definition.States), {
    get(states, name, receiver) {
      if (typeof name === 'string' && name in states)
        Object.assign(current, { Name: name, EnteredTime: new Date().toISOString() });
      return Reflect.get(states, name, receiver);
    },
  }),
});

const outcomeOf = (error: unknown, overflow: TerminalFault | undefined): ExecutionOutcome => {
  if (overflow !== undefined) return { status: 'FAILED', ...faultFields(overflow) };
  if (error instanceof ExecutionAbortedError) return { status: 'ABORTED' };
  if (error instanceof ExecutionTimeoutError) return { status: 'TIMED_OUT' };
  const cause = Error.isError(error) && error.cause !== undefined ? error.cause : error;
  return { status: 'FAILED', ...faultFields(cause) };
};

/** Runs to the end; never rejects. The definition must have passed the guard. */
export const runExecution = async (plan: ExecutionPlan): Promise<ExecutionOutcome> => {
  const current: Record<string, string> = {};
  let ended = false;
  let overflow: TerminalFault | undefined;

  const call = async (state: string, resource: string, parameters: Json): Promise<Json> => {
    // One turn of the event loop, so that an end that has just been found out is known here.
    await new Promise((resolve) => setImmediate(resolve));
    if (ended || plan.signal.aborted) throw new TerminalFault('States.Runtime', 'the execution has ended');
    if (tooLarge(parameters)) throw dataLimit(`input of state/task '${state}'`);
    plan.onEvent({ atMs: Date.now(), type: 'TaskScheduled', state, input: parameters });
    try {
      const result = jsonCopy(await plan.callTask({ state, resource, parameters }));
      if (tooLarge(result)) throw dataLimit(`state/task '${state}' returned a result, which`);
      if (!ended) plan.onEvent({ atMs: Date.now(), type: 'TaskSucceeded', state, output: result });
      return result;
    } catch (error) {
      if (!ended) plan.onEvent({ atMs: Date.now(), type: 'TaskFailed', state, ...faultFields(error) });
      throw error;
    }
  };
  const taskResourceLocalHandlers = Object.fromEntries(
    tasksIn(plan.definition).map(({ name, resource }) => [
      name,
      (parameters: unknown) => call(name, resource, jsonCopy(parameters)),
    ]),
  );

  const machine = new StateMachine(withStateContext(asRunHere(plan.definition), current) as never, {
    validationOptions: { noValidate: true },
  });
  plan.onEvent({ atMs: Date.now(), type: 'ExecutionStarted', input: plan.input });
  const run = machine.run(plan.input as never, {
    overrides: { taskResourceLocalHandlers: taskResourceLocalHandlers as never },
    context: { ...plan.context, State: current } as never,
  });
  const stop = (): void => run.abort();
  plan.signal.addEventListener('abort', stop, { once: true });
  if (plan.signal.aborted) stop();

  const follow = async (): Promise<void> => {
    for await (const event of run.eventLogs) {
      if (!event.type.startsWith('State') || ended || !('state' in event)) continue;
      const { name, type, input, output } = event.state;
      plan.onEvent({
        atMs: event.timestamp,
        type: event.type as ExecutionEvent['type'],
        state: name,
        stateType: type,
        input: jsonCopy(input),
        ...(event.type === 'StateExited' ? { output: jsonCopy(output) } : {}),
        ...('Error' in event ? { error: String(event.Error), cause: String(event.Cause) } : {}),
      });
      if (event.type === 'StateExited' && overflow === undefined && tooLarge(output)) {
        overflow = dataLimit(`output of state '${name}'`);
        run.abort();
      }
    }
  };
  const followed = follow();
  let outcome: ExecutionOutcome;
  try {
    const output = jsonCopy(await run.result);
    outcome = overflow === undefined ? { status: 'SUCCEEDED', output } : outcomeOf(undefined, overflow);
  } catch (error) {
    outcome = outcomeOf(error, overflow);
  }
  await followed;
  ended = true;
  if (overflow !== undefined) outcome = outcomeOf(undefined, overflow);
  plan.signal.removeEventListener('abort', stop);
  const { status: _status, ...fields } = outcome;
  plan.onEvent({ atMs: Date.now(), type: 'ExecutionEnded', ...fields });
  return outcome;
};
