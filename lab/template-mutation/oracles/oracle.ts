// Finds out whether a mutation is noticed, by the cheapest sufficient check: the stack does not start, a permission
// that a green scenario requested is refused, the workflow takes another path than in a green scenario, or a scenario
// run on the mutated template fails.
import { loadTemplate } from '../../../packages/local-cloud/host/template/template.ts';
import { STACK_NAME } from '../../scenario/setup/assembly.ts';
import type { Prepared } from '../../scenario/setup/prepare.ts';
import type { Kind, Mutation } from '../mutations/mutation.ts';
import type { MutationScenario } from '../scenarios/mutation-scenario.ts';
import type { Recording } from '../scenarios/recording.ts';
import { runScenario } from '../scenarios/run-scenario.ts';
import { type PermissionReplay, permissionReplay } from './replay-permissions.ts';
import { replayWorkflow } from './replay-workflow.ts';
import { refusesToStart } from './start-check.ts';
import { killed, survived, untouched, type Verdict } from './verdict.ts';

export interface OracleOptions {
  readonly prepared: Prepared;
  readonly seed: number;
  readonly scenarios: readonly MutationScenario[];
  readonly recordings: readonly Recording[];
}

export interface Oracle {
  verdictOn(mutation: Mutation): Promise<Verdict>;
  /** Scenarios that run for a mutation, in order; none where the recordings are enough. */
  scenariosFor(mutation: Mutation): readonly string[];
}

const PERMISSIONS: readonly Kind[] = ['role-statement', 'role-action', 'resource-statement', 'trust-statement'];
/** Whether a mutation of that kind needs no scenario run. */
export const isQuick = ({ kind }: Mutation): boolean =>
  kind === 'variable' || kind === 'state-transition' || PERMISSIONS.includes(kind);

export const oracleOf = ({ prepared, seed, scenarios, recordings }: OracleOptions): Oracle => {
  const { directory } = prepared.assembly;
  const template = loadTemplate({
    region: 'eu-central-1',
    accountId: '000000000000',
    assemblyDirectory: directory,
    stackName: STACK_NAME,
  });
  const permissions: PermissionReplay = permissionReplay(directory);

  const touches = ({ kind, logicalId }: Mutation, recording: Recording): boolean => {
    const { name, properties } = template.resource(logicalId);
    if (kind === 'event-target') return recording.rules.has(name);
    if (kind === 'schedule') return recording.schedules.has(name) || recording.rules.has(name);
    if (kind === 'subscription')
      return recording.topics.has(String(properties.TopicArn ?? template.resource(logicalId).ref));
    if (kind === 'variable') return recording.functions.has(name);
    return recording.alarms.has(name);
  };
  const shortestFirst = [...recordings].sort((a, b) => a.realSeconds - b.realSeconds);
  /** A mutated alarm may go to ALARM in a scenario in which the original did not. */
  const ordered = (mutation: Mutation): readonly Recording[] => {
    const touched = shortestFirst.filter((recording) => touches(mutation, recording));
    if (!mutation.kind.startsWith('alarm-') || mutation.kind === 'alarm-action') return touched;
    return [...touched, ...shortestFirst.filter((recording) => !touched.includes(recording))];
  };

  const play = async (mutation: Mutation): Promise<Verdict> => {
    const selected = ordered(mutation);
    for (const { scenario: name } of selected) {
      const scenario = scenarios.find((one) => one.name === name);
      if (!scenario) continue;
      const outcome = await runScenario(scenario, { prepared, seed, edit: mutation.edit });
      if (!outcome.green) return killed(name, outcome.why);
    }
    if (selected.length === 0) return untouched('no scenario uses it');
    return survived(`scenarios passed: ${selected.map(({ scenario }) => scenario).join(', ')}`);
  };

  const replayed = new Set<string>();
  /** A check that fails on the unchanged state machine proves nothing. */
  const requireReplays = async (mutation: Mutation): Promise<void> => {
    const key = `${mutation.logicalId} ${mutation.state}`;
    if (replayed.has(key)) return;
    const verdict = await replayWorkflow(directory, { ...mutation, edit: () => undefined }, recordings);
    if (verdict.end === 'killed') throw new Error(`${key} fails on the unchanged template: ${verdict.why}`);
    replayed.add(key);
  };

  return {
    scenariosFor: (mutation) =>
      isQuick(mutation) && mutation.kind !== 'variable' ? [] : ordered(mutation).map(({ scenario }) => scenario),
    async verdictOn(mutation) {
      if (mutation.kind === 'state-transition') {
        await requireReplays(mutation);
        return replayWorkflow(directory, mutation, recordings);
      }
      if (mutation.kind === 'variable') {
        const refusal = await refusesToStart(directory, mutation.edit, [template.resource(mutation.logicalId).name]);
        return refusal === undefined ? play(mutation) : killed('start', refusal);
      }
      if (PERMISSIONS.includes(mutation.kind)) return permissions.verdictOn(mutation, recordings);
      return play(mutation);
    },
  };
};
