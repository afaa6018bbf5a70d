// Replays recorded executions on a mutated state machine: the same interpreter, with each function's recorded answers.
// The scenarios assert their paths state by state, so a different path here would fail there. Waits are skipped.

import { type Json, type JsonObject, objectOf } from '../../../packages/local-cloud/base/json.ts';
import type { TaskCall } from '../../../packages/local-cloud/host/states/asl-execution.ts';
import { TaskFault } from '../../../packages/local-cloud/host/states/asl-execution.ts';
import type { Interpreter } from '../../../packages/local-cloud/host/states/interpreter.ts';
import type { RecordedExecution } from '../scenarios/recording.ts';

export interface Replay {
  /** States whose function was called, in order, with each loop once. */
  readonly path: readonly string[];
  /** The calls, with their input. */
  readonly calls: readonly TaskCall[];
  readonly status: string;
  readonly error?: string;
}

/** A mutated loop may have no end. The longest path of a scenario calls far fewer functions. */
const MOST_CALLS = 150;

let replays = 0;

const withoutWaits = (definition: JsonObject): JsonObject => ({
  ...definition,
  States: Object.fromEntries(
    Object.entries(objectOf(definition.States)).map(([name, value]) => {
      const state = objectOf(value);
      return [name, state.Type === 'Wait' ? { ...state, Seconds: 0 } : state];
    }),
  ),
});

const oncePerLoop = (states: readonly string[]): readonly string[] =>
  states.filter((state, index) => state !== states[index - 1]);

/** Runs a definition with these answers. The definition must have passed the guard. */
export const replay = async (
  interpreter: Interpreter,
  definition: JsonObject,
  input: Json,
  answer: (call: TaskCall) => Json,
): Promise<Replay> => {
  const calls: TaskCall[] = [];
  replays += 1;
  const executionArn = `arn:aws:states:eu-central-1:000000000000:execution:replay:${replays}`;
  const outcome = await interpreter.run({
    executionArn,
    definition: withoutWaits(definition),
    input,
    context: {
      Execution: {
        Id: executionArn,
        Name: `replay-${replays}`,
        RoleArn: 'none',
        StartTime: '2026-01-01T00:00:00.000Z',
        Input: input,
      },
      StateMachine: { Id: 'none', Name: 'replay' },
    },
    onEvent: () => undefined,
    callTask: async (call) => {
      calls.push(call);
      if (calls.length > MOST_CALLS) {
        interpreter.stop(executionArn);
        throw new TaskFault('ReplayNeverEnds', `more than ${MOST_CALLS} calls`);
      }
      return answer(call);
    },
  });
  const path = oncePerLoop(calls.map(({ state }) => state));
  return { path, calls, status: outcome.status, ...(outcome.error === undefined ? {} : { error: outcome.error }) };
};

/**
 * The answers of a recorded execution, in their order for each state. @throws TaskFault where a function failed then
 */
export const answersOf = ({ events }: RecordedExecution): ((call: TaskCall) => Json) => {
  const left = new Map<string, (() => Json)[]>();
  for (const { type, state = '', output = null, error, cause = '' } of events) {
    if (type !== 'TaskSucceeded' && type !== 'TaskFailed') continue;
    const one = (): Json => {
      if (type === 'TaskFailed') throw new TaskFault(error ?? 'Unknown', cause);
      return output;
    };
    left.set(state, [...(left.get(state) ?? []), one]);
  }
  return ({ state }) => {
    const next = left.get(state)?.shift();
    if (next === undefined) throw new TaskFault('NeverCalled', `the scenario never called ${state} that often`);
    return next();
  };
};

/** The path that a recorded execution took. */
export const recordedPath = ({ events }: RecordedExecution): readonly string[] =>
  oncePerLoop(events.flatMap(({ type, state }) => (type === 'TaskScheduled' && state ? [state] : [])));
