// Walks a changed state machine along the ways of the green scenarios: the same interpreter, and each function gives the answers that it
// gave there. The scenarios demand their ways state by state, so another way here is red there. Waits are cut short: nobody is waited for.

import { type Json, type JsonObject, objectOf } from '../../../packages/local-cloud/base/json.ts';
import type { TaskCall } from '../../../packages/local-cloud/host/states/asl-execution.ts';
import { TaskFault } from '../../../packages/local-cloud/host/states/asl-execution.ts';
import type { Interpreter } from '../../../packages/local-cloud/host/states/interpreter.ts';
import type { RecordedExecution } from '../scenarios/recording.ts';

export interface Walk {
  /** States whose function was called, in order, each loop once. */
  readonly path: readonly string[];
  /** What each call was given. */
  readonly calls: readonly TaskCall[];
  readonly status: string;
  readonly error?: string;
}

/** A bent loop may have no end. The longest way of a scenario calls far fewer functions. */
const MOST_CALLS = 150;

let walks = 0;

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

/** Runs a definition, which must have passed the guard, with these answers. */
export const walk = async (
  interpreter: Interpreter,
  definition: JsonObject,
  input: Json,
  answer: (call: TaskCall) => Json,
): Promise<Walk> => {
  const calls: TaskCall[] = [];
  walks += 1;
  const executionArn = `arn:aws:states:eu-central-1:000000000000:execution:walk:${walks}`;
  const outcome = await interpreter.run({
    executionArn,
    definition: withoutWaits(definition),
    input,
    context: {
      Execution: {
        Id: executionArn,
        Name: `walk-${walks}`,
        RoleArn: 'none',
        StartTime: '2026-01-01T00:00:00.000Z',
        Input: input,
      },
      StateMachine: { Id: 'none', Name: 'walk' },
    },
    onEvent: () => undefined,
    callTask: async (call) => {
      calls.push(call);
      if (calls.length > MOST_CALLS) {
        interpreter.stop(executionArn);
        throw new TaskFault('WalkNeverEnds', `more than ${MOST_CALLS} calls`);
      }
      return answer(call);
    },
  });
  const path = oncePerLoop(calls.map(({ state }) => state));
  return { path, calls, status: outcome.status, ...(outcome.error === undefined ? {} : { error: outcome.error }) };
};

/** The answers of a recorded execution, in their order for each state. @throws TaskFault where a function failed then */
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
    if (next === undefined) throw new TaskFault('NeverAsked', `the scenario never asked ${state} that often`);
    return next();
  };
};

/** The way that a recorded execution took. */
export const recordedPath = ({ events }: RecordedExecution): readonly string[] =>
  oncePerLoop(events.flatMap(({ type, state }) => (type === 'TaskScheduled' && state ? [state] : [])));
