// Laws for every state that calls a function: any error and any unknown answer ends in the state that notifies the
// operator, a service fault is retried, and a loop continues and has an end. Checked on the definition alone, with
// made-up answers.

import { type Json, type JsonObject, objectOf } from '../../../packages/local-cloud/base/json.ts';
import { TaskFault } from '../../../packages/local-cloud/host/states/asl-execution.ts';
import type { Interpreter } from '../../../packages/local-cloud/host/states/interpreter.ts';
import { type Replay, replay } from './replay.ts';

/** The state that every error leads to. */
const LAST_RESORT = 'Halt';
const HALTED = { outcome: 'halted', attempt: 1, evidence: [], reason: 'TestedFault', message: 'made up' };

/** A state that calls a function, with the input that it had in a green scenario. */
export interface EnteredState {
  readonly name: string;
  readonly input: Json;
  /** Whether the definition loops back to it. */
  readonly loops: boolean;
}

interface Law {
  readonly message: string;
  readonly holdsFor: (state: EnteredState) => boolean;
  /** What the state's function answers at its nth call, from 1. */
  readonly answer: (nth: number) => Json;
  readonly isKept: (seen: Replay, state: EnteredState) => boolean;
}

const fault = (name: string): never => {
  throw new TaskFault(name, 'made up');
};

const halted =
  (word: string) =>
  ({ path, calls, status, error }: Replay): boolean =>
    path.length === 2 &&
    path[1] === LAST_RESORT &&
    JSON.stringify(calls.at(-1)?.parameters).includes(`"Error":"${word}"`) &&
    status === 'FAILED' &&
    error === HALTED.reason;

const usual = ({ name }: EnteredState): boolean => name !== LAST_RESORT;

const LAWS: readonly Law[] = [
  {
    message: 'an error leads to Halt, and Halt receives it',
    holdsFor: usual,
    answer: () => fault('TestedFault'),
    isKept: halted('TestedFault'),
  },
  {
    message: 'an error of Halt itself ends as HaltFailed',
    holdsFor: ({ name }) => name === LAST_RESORT,
    answer: () => fault('TestedFault'),
    isKept: ({ path, error }) => path.length === 1 && error === 'HaltFailed',
  },
  {
    message: 'Halt ends as failed, for its own reason',
    holdsFor: ({ name }) => name === LAST_RESORT,
    answer: () => HALTED,
    isKept: ({ path, status, error }) => path.length === 1 && status === 'FAILED' && error === HALTED.reason,
  },
  {
    message: 'a service fault is retried',
    holdsFor: () => true,
    answer: (nth) => (nth === 1 ? fault('Lambda.TooManyRequestsException') : fault('TestedFault')),
    isKept: ({ calls }, { name }) => calls.filter(({ state }) => state === name).length === 2,
  },
  {
    message: 'a function that timed out is retried once, unless it moves the backup',
    holdsFor: ({ name }) => name !== 'UploadBackup',
    answer: (nth) => (nth === 1 ? fault('Sandbox.Timedout') : fault('TestedFault')),
    isKept: ({ calls }, { name }) => calls.filter(({ state }) => state === name).length === 2,
  },
  {
    message: 'an unknown outcome leads to Halt',
    holdsFor: usual,
    answer: () => ({ outcome: 'no such outcome', attempt: 1 }),
    isKept: halted('WorkflowBroken'),
  },
  {
    message: 'an answer without an outcome leads to Halt',
    holdsFor: usual,
    answer: () => ({}),
    isKept: halted('WorkflowBroken'),
  },
  {
    message: 'a loop continues',
    holdsFor: ({ loops }) => loops,
    answer: (nth) => (nth === 1 ? { outcome: 'again', attempt: 1, waitSeconds: 1 } : fault('TestedFault')),
    isKept: ({ calls }, { name }) => calls.filter(({ state }) => state === name).length === 2,
  },
  {
    message: 'a loop has an end',
    holdsFor: ({ loops }) => loops,
    answer: (nth) => (nth === 1 ? { outcome: 'again', attempt: 1_000_000, waitSeconds: 1 } : fault('TestedFault')),
    isKept: halted('WorkflowBroken'),
  },
];

/** The answer of a first state replaces the data. The other states add their answers under keys of their own. */
const placed = (definition: JsonObject, name: string, answer: Json): Json => {
  const path = objectOf(objectOf(definition.States)[name]).ResultPath;
  if (path !== undefined) return answer;
  const next = objectOf(definition.States)[String(objectOf(objectOf(definition.States)[name]).Next)];
  const key = /\$\.(\w+)\./.exec(JSON.stringify(objectOf(next)))?.[1];
  return key === undefined ? answer : { [key]: answer };
};

/**
 * The laws that a mutated definition breaks in one state, as sentences.
 * @param unchanged shows where a function's answer belongs.
 */
export const brokenLaws = async (
  interpreter: Interpreter,
  unchanged: JsonObject,
  definition: JsonObject,
  state: EnteredState,
): Promise<readonly string[]> => {
  const checks = LAWS.filter(({ holdsFor }) => holdsFor(state)).map(async ({ message, answer, isKept }) => {
    let nth = 0;
    const seen = await replay(interpreter, { ...definition, StartAt: state.name }, state.input, (call) => {
      if (call.state !== state.name) return call.state === LAST_RESORT ? HALTED : fault('SomewhereElse');
      nth += 1;
      return placed(unchanged, state.name, answer(nth));
    });
    return isKept(seen, state)
      ? []
      : [`${state.name}: broken law: ${message} (path ${seen.path.join(' → ')}, ${seen.status} ${seen.error ?? ''})`];
  });
  return (await Promise.all(checks)).flat();
};
