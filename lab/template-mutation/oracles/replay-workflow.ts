// What the green scenarios and the laws of the workflow say of a changed state machine.

import { freeClock } from '../../../packages/local-cloud/base/clock.ts';
import { type JsonObject, listOf, objectOf } from '../../../packages/local-cloud/base/json.ts';
import { guardDefinition } from '../../../packages/local-cloud/host/states/definition-guard.ts';
import { type Interpreter, startInterpreter } from '../../../packages/local-cloud/host/states/interpreter.ts';
import { machineDefinition } from '../../../packages/local-cloud/host/template/stack-resources.ts';
import { loadTemplate } from '../../../packages/local-cloud/host/template/template.ts';
import { STACK_NAME } from '../../scenario/setup/assembly.ts';
import type { EditableTemplate, Mutation } from '../mutations/mutation.ts';
import type { RecordedExecution, Recording } from '../scenarios/recording.ts';
import { answersOf, recordedPath, walk } from './replay.ts';
import { killed, survived, untouched, type Verdict } from './verdict.ts';
import { brokenLaws, type EnteredState } from './workflow-laws.ts';

const PLACE = { region: 'eu-central-1', accountId: '000000000000' };

/** One recorded way, with the scenario that took it. */
interface Method {
  readonly scenario: string;
  readonly execution: RecordedExecution;
}

const entersAny = ({ execution }: Method, states: readonly string[]): boolean =>
  execution.events.some(({ type, state }) => type === 'StateEntered' && state !== undefined && states.includes(state));

const goes = ({ execution }: Method, from: string, to: string): boolean => {
  const entered = execution.events.flatMap(({ type, state }) => (type === 'StateEntered' && state ? [state] : []));
  return entered.some((state, index) => state === from && entered[index + 1] === to);
};

/** Each way once; an execution that was stopped by hand has none to the end. */
const methodsOf = (recordings: readonly Recording[]): readonly Method[] => {
  const found = new Map<string, Method>();
  for (const { scenario, executions } of recordings)
    for (const execution of executions) {
      if (execution.status === 'ABORTED' || execution.status === 'RUNNING') continue;
      const key = recordedPath(execution).join();
      if (!found.has(key)) found.set(key, { scenario, execution });
    }
  return [...found.values()];
};

const loopsBack = (definition: JsonObject, name: string): boolean =>
  Object.values(objectOf(definition.States)).some((state) => objectOf(state).Type === 'Wait' && objectOf(state).Next === name);

/** Every state that calls a function, with the data that it was first entered with. */
const enteredIn = (recordings: readonly Recording[], definition: JsonObject): readonly EnteredState[] => {
  const found = new Map<string, EnteredState>();
  for (const { executions } of recordings)
    for (const { type, stateType, state, input } of executions.flatMap(({ events }) => events))
      if (type === 'StateEntered' && stateType === 'Task' && state && !found.has(state))
        found.set(state, { name: state, input: input ?? null, loops: loopsBack(definition, state) });
  return [...found.values()];
};

/** The states that lead straight to this one: their functions' answers decide about it. */
const aroundOf = (definition: JsonObject, name: string): readonly string[] => {
  const leads = (state: JsonObject): boolean =>
    state.Next === name || listOf(state.Choices).some((rule) => objectOf(rule).Next === name) || state.Default === name;
  const before = Object.entries(objectOf(definition.States)).filter(([, state]) => leads(objectOf(state)));
  return [name, ...before.map(([state]) => state)];
};

const definitionOf = (assemblyDirectory: string, logicalId: string, edit?: (template: EditableTemplate) => void): JsonObject =>
  machineDefinition(
    loadTemplate({
      ...PLACE,
      assemblyDirectory,
      stackName: STACK_NAME,
      ...(edit === undefined ? {} : { edit }),
    }).resource(logicalId),
  );

const brokenMethod = async (
  interpreter: Interpreter,
  definition: JsonObject,
  { scenario, execution }: Method,
): Promise<Verdict | undefined> => {
  const expected = recordedPath(execution);
  const seen = await walk(interpreter, definition, execution.input, answersOf(execution));
  if (seen.path.join() === expected.join() && seen.status === execution.status && seen.error === execution.error)
    return undefined;
  return killed(
    scenario,
    `goes ${seen.path.join(' → ')}, ${seen.status} ${seen.error ?? ''}, instead of ${expected.join(' → ')}, ${execution.status}`,
  );
};

/** A bent machine may go round without ever calling a function. Real milliseconds. */
const LONGEST_MS = 15_000;

const judgeOn = async (
  interpreter: Interpreter,
  [unchanged, definition]: readonly [JsonObject, JsonObject],
  { state = '', ledTo }: Pick<Mutation, 'state' | 'ledTo'>,
  recordings: readonly Recording[],
): Promise<Verdict> => {
  const around = aroundOf(unchanged, state);
  const states = enteredIn(recordings, unchanged);
  const near = states.filter(({ name }) => around.includes(name));
  // A state that no answer leads to straight away is reached from any.
  const laws = near.length > 0 ? near : states;
  const broken = (await Promise.all(laws.map((one) => brokenLaws(interpreter, unchanged, definition, one)))).flat();
  if (broken[0] !== undefined) return killed('laws', broken[0]);
  const methods = methodsOf(recordings).filter((method) => entersAny(method, [state]));
  for (const method of methods) {
    const red = await brokenMethod(interpreter, definition, method);
    if (red) return red;
  }
  if (methods.length === 0) return untouched('no scenario enters the state');
  if (ledTo !== undefined && !methods.some((method) => goes(method, state, ledTo)))
    return untouched(`no scenario goes on to ${ledTo} from it`);
  return survived(`${methods.length} ways of the scenarios are as before`);
};

/** Judges a mutation of a state machine. */
export const replayWorkflow = async (
  assemblyDirectory: string,
  mutation: Mutation,
  recordings: readonly Recording[],
): Promise<Verdict> => {
  const { logicalId, edit } = mutation;
  const unchanged = definitionOf(assemblyDirectory, logicalId);
  const definition = definitionOf(assemblyDirectory, logicalId, edit);
  try {
    guardDefinition(definition);
  } catch (error) {
    return killed('start', String(error));
  }
  // One for each mutation: what goes round for ever ends with its thread.
  using clock = freeClock();
  await using interpreter = await startInterpreter({ clock, seed: 1 });
  const endless = Promise.withResolvers<Verdict>();
  const timer = setTimeout(() => endless.resolve(killed('laws', 'the execution goes round without an end')), LONGEST_MS);
  try {
    return await Promise.race([judgeOn(interpreter, [unchanged, definition], mutation, recordings), endless.promise]);
  } finally {
    clearTimeout(timer);
  }
};
