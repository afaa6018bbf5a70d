// Building blocks of the mutation scenarios: small assertions that name what is missing. They read only the world and
// the notifications.

import type { Json } from '../../../packages/local-cloud/base/json.ts';
import type { Execution } from '../../../packages/local-cloud/host/states/executions.ts';
import { alarmsStanding } from '../../scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../scenario/scenario-lab.ts';
import { keysUnder, textOf } from '../../scenario/view/vault-view.ts';

/** @throws ScenarioRed with the message */
export const demand = (holds: boolean, message: string): void => {
  if (!holds) throw Object.assign(new Error(message), { name: 'ScenarioRed' });
};

/** Waits for a notification that contains these words, published by anyone or by that principal. */
export const heard = (
  lab: ScenarioLab,
  words: string,
  afterMs: number,
  deadlineSeconds: number,
  by?: RegExp,
): Promise<true> =>
  lab.until(`a notification with "${words}"`, deadlineSeconds, () =>
    lab.cloud.cloud.sns.messages.some(
      ({ topicArn, subject, message, principal, atMs }) =>
        atMs >= afterMs &&
        (lab.cloud.cloud.sns.topic(topicArn)?.subscriptions.length ?? 0) > 0 &&
        `${subject ?? ''} ${message}`.includes(words) &&
        (by?.test(principal) ?? true),
    ),
  );

/** The alarm itself publishes the notification, not one of our functions. */
export const ALARM = /amazonaws\.com$/;

/** That alarm itself says that it is in ALARM. The texts of other alarms may name it as well. */
export const heardAlarm = (lab: ScenarioLab, name: string, afterMs: number, deadlineSeconds: number): Promise<true> =>
  heard(lab, `ALARM: "Twinbox-${lab.pair.name}-${name}"`, afterMs, deadlineSeconds, ALARM);

export const standing = alarmsStanding;

/** Whether that alarm is only held for half an hour after its condition has ended. */
const isOnlyHeld = (lab: ScenarioLab, name: string): boolean =>
  lab.cloud.cloud.cloudwatch.alarms.get(`${name}-Raised`)?.standing.value === 'OK';

/** Waits until no alarm is in ALARM except StandbyUnfit, which reports the quarantined appliance, and held ones. */
export const allQuiet = (lab: ScenarioLab, deadlineSeconds: number): Promise<true> =>
  lab.until('all alarms to be OK', deadlineSeconds, () =>
    standing(lab).every((name) => name.endsWith('StandbyUnfit') || isOnlyHeld(lab, name)),
  );

export const startedAfter = (lab: ScenarioLab, afterMs: number): readonly Execution[] =>
  lab.cloud.executions().filter(({ startMs }) => startMs >= afterMs);

/** States that run a function, in the order of entry, with each loop once. */
const pathOf = ({ events }: Execution): readonly string[] =>
  events
    .flatMap(({ type, stateType, state }) => (type === 'StateEntered' && stateType === 'Task' && state ? [state] : []))
    .filter((state, index, all) => state !== all[index - 1]);

export const demandPath = (execution: Execution, path: readonly string[]): void => {
  const found = pathOf(execution);
  demand(found.join() === path.join(), `wrong path: expected ${path.join(' → ')}, found ${found.join(' → ')}`);
};

/** Waits until the execution has entered a state. */
export const entered = (
  lab: ScenarioLab,
  { executionArn }: Execution,
  state: string,
  deadlineSeconds: number,
): Promise<true> =>
  lab.until(`state ${state}`, deadlineSeconds, () => {
    const execution = lab.cloud.executions().find((one) => one.executionArn === executionArn);
    demand(
      execution?.status === 'RUNNING',
      `the execution ended before ${state}: ${execution?.status} ${execution?.error ?? ''}`,
    );
    return execution?.events.some((event) => event.type === 'StateEntered' && event.state === state);
  });

/** Starts an execution as an operator at the console, and waits for its end. */
export const ends = (
  lab: ScenarioLab,
  { executionArn, input }: Execution,
  deadlineSeconds: number,
): Promise<Execution> =>
  lab.until(`the execution with ${input} to end`, deadlineSeconds, () =>
    lab.cloud.executions().find((one) => one.executionArn === executionArn && one.status !== 'RUNNING'),
  );

/** Starts an execution by hand, waits for its end and requires success on that path. */
export const succeeds = async (
  lab: ScenarioLab,
  input: Json,
  path: readonly string[],
  deadlineSeconds = 200,
): Promise<Execution> => {
  const execution = await ends(lab, await lab.cloud.startExecution(input), deadlineSeconds);
  demand(
    execution.status === 'SUCCEEDED',
    `it ended ${execution.status}: ${execution.error ?? ''} ${execution.cause ?? ''}`,
  );
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
