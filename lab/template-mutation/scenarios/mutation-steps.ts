// What the short scenarios are made of: small demands on the world that name what is missing. Everything is read from the world or from
// what people were notified.

import type { Json } from '../../../packages/local-cloud/base/json.ts';
import type { Execution } from '../../../packages/local-cloud/host/states/executions.ts';
import { alarmsStanding } from '../../scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../scenario/scenario-lab.ts';
import { keysUnder, textOf } from '../../scenario/view/vault-view.ts';

/** @throws ScenarioRed with the sentence */
export const demand = (holds: boolean, message: string): void => {
  if (!holds) throw Object.assign(new Error(message), { name: 'ScenarioRed' });
};

/** Waits until somebody who listens to the topic was told this, by anyone or by that principal. */
export const heard = (lab: ScenarioLab, words: string, afterMs: number, deadlineSeconds: number, by?: RegExp): Promise<true> =>
  lab.until(`people to be told "${words}"`, deadlineSeconds, () =>
    lab.cloud.cloud.sns.messages.some(
      ({ topicArn, subject, message, principal, atMs }) =>
        atMs >= afterMs &&
        (lab.cloud.cloud.sns.topic(topicArn)?.subscriptions.length ?? 0) > 0 &&
        `${subject ?? ''} ${message}`.includes(words) &&
        (by?.test(principal) ?? true),
    ),
  );

/** The alarm itself tells, not a function of ours. */
export const ALARM = /amazonaws\.com$/;

export const standing = alarmsStanding;

/** Waits until no alarm stands but the one that says that a quarantined appliance is no standby. */
export const allQuiet = (lab: ScenarioLab, deadlineSeconds: number): Promise<true> =>
  lab.until('all alarms to be quiet', deadlineSeconds, () => standing(lab).every((name) => name.endsWith('StandbyUnfit')));

export const startedAfter = (lab: ScenarioLab, afterMs: number): readonly Execution[] =>
  lab.cloud.executions().filter(({ startMs }) => startMs >= afterMs);

/** States that run a function, in the order in which they were entered, each loop once. */
const pathOf = ({ events }: Execution): readonly string[] =>
  events
    .flatMap(({ type, stateType, state }) => (type === 'StateEntered' && stateType === 'Task' && state ? [state] : []))
    .filter((state, index, all) => state !== all[index - 1]);

export const demandPath = (execution: Execution, path: readonly string[]): void => {
  const found = pathOf(execution);
  demand(found.join() === path.join(), `the way was ${found.join(' → ')}, not ${path.join(' → ')}`);
};

/** Waits until the execution has entered a state. */
export const entered = (lab: ScenarioLab, { executionArn }: Execution, state: string, deadlineSeconds: number): Promise<true> =>
  lab.until(`state ${state}`, deadlineSeconds, () => {
    const execution = lab.cloud.executions().find((one) => one.executionArn === executionArn);
    demand(
      execution?.status === 'RUNNING',
      `the execution ended before ${state}: ${execution?.status} ${execution?.error ?? ''}`,
    );
    return execution?.events.some((event) => event.type === 'StateEntered' && event.state === state);
  });

/** As a person at the console; waits for the end. */
export const ends = (lab: ScenarioLab, { executionArn, input }: Execution, deadlineSeconds: number): Promise<Execution> =>
  lab.until(`the execution with ${input} to end`, deadlineSeconds, () =>
    lab.cloud.executions().find((one) => one.executionArn === executionArn && one.status !== 'RUNNING'),
  );

/** Starts an execution by hand, waits for its end and demands success on that way. */
export const succeeds = async (
  lab: ScenarioLab,
  input: Json,
  path: readonly string[],
  deadlineSeconds = 200,
): Promise<Execution> => {
  const execution = await ends(lab, await lab.cloud.startExecution(input), deadlineSeconds);
  demand(execution.status === 'SUCCEEDED', `it ended ${execution.status}: ${execution.error ?? ''} ${execution.cause ?? ''}`);
  demandPath(execution, path);
  return execution;
};

interface SeenReport {
  readonly outcome: string;
  readonly timeline: readonly { readonly state: string }[];
}

/** Waits for the report of an execution's recovery. @throws ScenarioStuck */
export const reportOf = (lab: ScenarioLab, { name }: Execution): Promise<SeenReport> =>
  lab.until(`the report of execution ${name}`, 20, async () => {
    const view = lab.view();
    const mark = `-${name.slice(-8)}/report.json`;
    const [where] = keysUnder(view, `reports/${lab.pair.name}/`).filter(({ key }) => key.includes(mark));
    return where && (JSON.parse(await textOf(view, where)) as SeenReport);
  });

interface SeenRecord {
  readonly hold?: { readonly reason: string };
  readonly lease?: { readonly owner: string };
}

export const recordOf = async (lab: ScenarioLab): Promise<SeenRecord | undefined> => {
  const view = lab.view();
  const [where] = keysUnder(view, `pairs/${lab.pair.name}.json`);
  return where && (JSON.parse(await textOf(view, where)) as SeenRecord);
};
