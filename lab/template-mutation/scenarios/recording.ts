// What a scenario used on the unchanged template: the elements it touched, the permissions it requested, and every
// answer that the workflow received. With it, a mutated template can be checked without running the scenario again.

import type { Json } from '../../../packages/local-cloud/base/json.ts';
import type { Question } from '../../../packages/local-cloud/host/iam/authorization.ts';
import type { ExecutionEvent } from '../../../packages/local-cloud/host/states/asl-execution.ts';
import type { ExecutionStatus } from '../../../packages/local-cloud/host/states/executions.ts';
import type { ScenarioLab } from '../../scenario/scenario-lab.ts';

export interface RecordedExecution {
  readonly status: ExecutionStatus;
  readonly error?: string;
  readonly input: Json;
  readonly events: readonly ExecutionEvent[];
}

export interface Recording {
  readonly scenario: string;
  readonly realSeconds: number;
  readonly granted: readonly Question[];
  readonly functions: ReadonlySet<string>;
  /** Alarms that were in ALARM at some time. */
  readonly alarms: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
  readonly schedules: ReadonlySet<string>;
  /** ARNs of topics to which something was published. */
  readonly topics: ReadonlySet<string>;
  readonly executions: readonly RecordedExecution[];
}

/** Takes the recording from the lab at the end of the scenario. */
export const recordingOf = (scenario: string, lab: ScenarioLab, realSeconds: number): Recording => {
  const { cloud } = lab;
  return {
    scenario,
    realSeconds,
    granted: cloud.granted,
    functions: new Set(cloud.functions.invocations.map(({ functionName }) => functionName)),
    alarms: new Set(lab.view().alarms.flatMap(({ name, to }) => (to === 'ALARM' ? [name] : []))),
    rules: new Set(cloud.bus.records.flatMap(({ rules }) => rules)),
    schedules: new Set(cloud.scheduler.records.map(({ name }) => name)),
    topics: new Set(cloud.cloud.sns.messages.map(({ topicArn }) => topicArn)),
    executions: cloud.executions().map(({ status, error, input, events }) => ({
      status,
      ...(error === undefined ? {} : { error }),
      input: JSON.parse(input) as Json,
      events: [...events],
    })),
  };
};
