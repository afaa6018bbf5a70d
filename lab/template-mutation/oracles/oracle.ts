// Judges one mutation by the cheapest means that is sure: it does not start, or it is refused what a green scenario asked for, or it walks
// another way than a green scenario walked, or else a scenario is told on it.
import { loadTemplate } from '../../../packages/local-cloud/host/template/template.ts';
import type { Prepared } from '../../scenario/scenario-lab.ts';
import { STACK_NAME } from '../../scenario/setup/assembly.ts';
import type { Kind, Mutation } from '../mutations/mutation.ts';
import type { MutationScenario } from '../scenarios/mutation-scenario.ts';
import type { Recording } from '../scenarios/recording.ts';
import { runScenario } from '../scenarios/run-scenario.ts';
import { type AskingAgain, askingAgain } from './replay-permissions.ts';
import { replayWorkflow } from './replay-workflow.ts';
import { refusesToStart } from './start-check.ts';
import { killed, survived, untouched, type Verdict } from './verdict.ts';

export interface JudgeOptions {
  readonly prepared: Prepared;
  readonly seed: number;
  readonly scenarios: readonly MutationScenario[];
  readonly recordings: readonly Recording[];
}

export interface Judge {
  judge(mutation: Mutation): Promise<Verdict>;
  /** Scenarios that will be told for a mutation, in order; none where a look at the recordings is enough. */
  scenariosFor(mutation: Mutation): readonly string[];
}

const PERMISSIONS: readonly Kind[] = ['role-statement', 'role-action', 'resource-statement', 'trust-statement'];
/** Whether a mutation of that kind costs no scenario. */
export const isQuick = ({ kind }: Mutation): boolean =>
  kind === 'variable' || kind === 'state-transition' || PERMISSIONS.includes(kind);

export const judgeOf = ({ prepared, seed, scenarios, recordings }: JudgeOptions): Judge => {
  const { directory } = prepared.assembly;
  const template = loadTemplate({
    region: 'eu-central-1',
    accountId: '000000000000',
    assemblyDirectory: directory,
    stackName: STACK_NAME,
  });
  const asking: AskingAgain = askingAgain(directory);

  const sideEffects = ({ kind, logicalId }: Mutation, recording: Recording): boolean => {
    const { name, properties } = template.resource(logicalId);
    if (kind === 'event-target') return recording.rules.has(name);
    if (kind === 'schedule') return recording.schedules.has(name) || recording.rules.has(name);
    if (kind === 'subscription') return recording.topics.has(String(properties.TopicArn ?? template.resource(logicalId).ref));
    if (kind === 'variable') return recording.functions.has(name);
    return recording.alarms.has(name);
  };
  const shortestFirst = [...recordings].sort((a, b) => a.realSeconds - b.realSeconds);
  /** A bent alarm may stand where it stood in no scenario before. */
  const ordered = (mutation: Mutation): readonly Recording[] => {
    const touching = shortestFirst.filter((recording) => sideEffects(mutation, recording));
    if (!mutation.kind.startsWith('alarm-') || mutation.kind === 'alarm-action') return touching;
    return [...touching, ...shortestFirst.filter((recording) => !touching.includes(recording))];
  };

  const play = async (mutation: Mutation): Promise<Verdict> => {
    const notified = ordered(mutation);
    for (const { scenario: name } of notified) {
      const scenario = scenarios.find((one) => one.name === name);
      if (!scenario) continue;
      const outcome = await runScenario(scenario, { prepared, seed, edit: mutation.edit });
      if (!outcome.green) return killed(name, outcome.why);
    }
    if (notified.length === 0) return untouched('no scenario makes use of it');
    return survived(`green: ${notified.map(({ scenario }) => scenario).join(', ')}`);
  };

  const walks = new Set<string>();
  /** A check that is red on the unchanged machine proves nothing. */
  const demandWalks = async (mutation: Mutation): Promise<void> => {
    const key = `${mutation.logicalId} ${mutation.state}`;
    if (walks.has(key)) return;
    const verdict = await replayWorkflow(directory, { ...mutation, edit: () => undefined }, recordings);
    if (verdict.end === 'killed') throw new Error(`${key} is red although nothing was changed: ${verdict.why}`);
    walks.add(key);
  };

  return {
    scenariosFor: (mutation) =>
      isQuick(mutation) && mutation.kind !== 'variable' ? [] : ordered(mutation).map(({ scenario }) => scenario),
    async judge(mutation) {
      if (mutation.kind === 'state-transition') {
        await demandWalks(mutation);
        return replayWorkflow(directory, mutation, recordings);
      }
      if (mutation.kind === 'variable') {
        const refusal = await refusesToStart(directory, mutation.edit, [template.resource(mutation.logicalId).name]);
        return refusal === undefined ? play(mutation) : killed('start', refusal);
      }
      if (PERMISSIONS.includes(mutation.kind)) return asking.judge(mutation, recordings);
      return play(mutation);
    },
  };
};
