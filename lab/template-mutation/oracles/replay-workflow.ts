// Decides whether a mutated state machine is noticed, by replaying the green scenarios and checking the laws of the
// workflow.

import { freeClock } from '../../../packages/local-cloud/base/clock.ts';
import { type JsonObject, listOf, objectOf } from '../../../packages/local-cloud/base/json.ts';
import { guardDefinition } from '../../../packages/local-cloud/host/states/definition-guard.ts';
import { type Interpreter, startInterpreter } from '../../../packages/local-cloud/host/states/interpreter.ts';
import { machineDefinition } from '../../../packages/local-cloud/host/template/stack-resources.ts';
import { loadTemplate } from '../../../packages/local-cloud/host/template/template.ts';
import { STACK_NAME } from '../../scenario/setup/assembly.ts';
import type { EditableTemplate, Mutation } from '../mutations/mutation.ts';
import type { RecordedExecution, Recording } from '../scenarios/recording.ts';
import { answersOf, recordedPath, replay } from './replay.ts';
import { killed, survived, untouched, type Verdict } from './verdict.ts';
import { brokenLaws, type EnteredState } from './workflow-laws.ts';

const PLACE = { region: 'eu-central-1', accountId: '000000000000' };

/** One recorded execution, with the scenario that ran it. */
interface RecordedRun {
  readonly scenario: string;
  readonly execution: RecordedExecution;
}

const entersAny = ({ execution }: RecordedRun, states: readonly string[]): boolean =>
  execution.events.some(({ type, state }) => type === 'StateEntered' && state !== undefined && states.includes(state));

const goes = ({ execution }: RecordedRun, from: string, to: string): boolean => {
  const entered = execution.events.flatMap(({ type, state }) => (type === 'StateEntered' && state ? [state] : []));
  return entered.some((state, index) => state === from && entered[index + 1] === to);
};

/** One execution for each path. Skips executions that were stopped by hand: their paths have no end. */
const runsOf = (recordings: readonly Recording[]): readonly RecordedRun[] => {
  const found = new Map<string, RecordedRun>();
  for (const { scenario, executions } of recordings)
    for (const execution of executions) {
      if (execution.status === 'ABORTED' || execution.status === 'RUNNING') continue;
      const key = recordedPath(execution).join();
      if (!found.has(key)) found.set(key, { scenario, execution });
    }
  return [...found.values()];
};

const loopsBack = (definition: JsonObject, name: string): boolean =>
  Object.values(objectOf(definition.States)).some(
    (state) => objectOf(state).Type === 'Wait' && objectOf(state).Next === name,
  );

/** Every state that calls a function, with the input of its first entry. */
const enteredIn = (recordings: readonly Recording[], definition: JsonObject): readonly EnteredState[] => {
  const found = new Map<string, EnteredState>();
  for (const { executions } of recordings)
    for (const { type, stateType, state, input } of executions.flatMap(({ events }) => events))
      if (type === 'StateEntered' && stateType === 'Task' && state && !found.has(state))
        found.set(state, { name: state, input: input ?? null, loops: loopsBack(definition, state) });
  return [...found.values()];
};

/** The states that lead directly to this one: the answers of their functions decide about it. */
const aroundOf = (definition: JsonObject, name: string): readonly string[] => {
  const leads = (state: JsonObject): boolean =>
    state.Next === name || listOf(state.Choices).some((rule) => objectOf(rule).Next === name) || state.Default === name;
  const before = Object.entries(objectOf(definition.States)).filter(([, state]) => leads(objectOf(state)));
  return [name, ...before.map(([state]) => state)];
};

const definitionOf = (
  assemblyDirectory: string,
  logicalId: string,
  edit?: (template: EditableTemplate) => void,
): JsonObject =>
  machineDefinition(
    loadTemplate({
      ...PLACE,
      assemblyDirectory,
      stackName: STACK_NAME,
      ...(edit === undefined ? {} : { edit }),
    }).resource(logicalId),
  );

const brokenRun = async (
  interpreter: Interpreter,
  definition: JsonObject,
  { scenario, execution }: RecordedRun,
): Promise<Verdict | undefined> => {
  const expected = recordedPath(execution);
  const seen = await replay(interpreter, definition, execution.input, answersOf(execution));
  if (seen.path.join() === expected.join() && seen.status === execution.status && seen.error === execution.error)
    return undefined;
  return killed(
    scenario,
    `goes ${seen.path.join(' → ')}, ${seen.status} ${seen.error ?? ''}, instead of ${expected.join(' → ')}, ${execution.status}`,
  );
};

/** A mutated machine may loop without ever calling a function. Real milliseconds. */
const LONGEST_MS = 15_000;

const verdictOn = async (
  interpreter: Interpreter,
  [unchanged, definition]: readonly [JsonObject, JsonObject],
  { state = '', ledTo }: Pick<Mutation, 'state' | 'ledTo'>,
  recordings: readonly Recording[],
): Promise<Verdict> => {
  const around = aroundOf(unchanged, state);
  const states = enteredIn(recordings, unchanged);
  const near = states.filter(({ name }) => around.includes(name));
  // If no function's answer leads directly to the state, check the laws from every state.
  const laws = near.length > 0 ? near : states;
  const broken = (await Promise.all(laws.map((one) => brokenLaws(interpreter, unchanged, definition, one)))).flat();
  if (broken[0] !== undefined) return killed('laws', broken[0]);
  const runs = runsOf(recordings).filter((run) => entersAny(run, [state]));
  for (const run of runs) {
    const red = await brokenRun(interpreter, definition, run);
    if (red) return red;
  }
  if (runs.length === 0) return untouched('no scenario enters the state');
  if (ledTo !== undefined && !runs.some((run) => goes(run, state, ledTo)))
    return untouched(`no scenario goes from it to ${ledTo}`);
  return survived(`${runs.length} replayed paths are unchanged`);
};

/** Decides whether a mutation of a state machine is noticed. */
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
  // One interpreter for each mutation: an endless loop ends with its thread.
  using clock = freeClock();
  await using interpreter = await startInterpreter({ clock, seed: 1 });
  const endless = Promise.withResolvers<Verdict>();
  const timer = setTimeout(() => endless.resolve(killed('laws', 'the execution loops without an end')), LONGEST_MS);
  try {
    return await Promise.race([verdictOn(interpreter, [unchanged, definition], mutation, recordings), endless.promise]);
  } finally {
    clearTimeout(timer);
  }
};
