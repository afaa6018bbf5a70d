// Executions of the workflow in memory: a name proves nothing, as in Step Functions.
import { isDeepStrictEqual } from 'node:util';
import type { ExecutionState, ExecutionStatus, Executions } from '../../functions/platform/executions.ts';
import type { ScenarioClock } from './scenario-clock.ts';

type Input = Readonly<Record<string, unknown>>;

export interface InMemoryExecutions extends Executions {
  /** Inputs by name. */
  readonly started: ReadonlyMap<string, Input>;
  /** ARNs of those that were stopped, in order. */
  readonly stopped: readonly string[];
  set(executionArn: string, status: ExecutionStatus, endedAtMs?: number): void;
}

export const EXECUTIONS = 'arn:aws:states:eu-west-1:123456789012:execution:twinbox';

/** As the real one: the store's clock is not that of Step Functions. */
const CLOCK_SLACK_MS = 5_000;

export const inMemoryExecutions = (clock: ScenarioClock): InMemoryExecutions => {
  const states = new Map<string, ExecutionState>();
  const started = new Map<string, Input>();
  const begunMs = new Map<string, number>();
  const stopped: string[] = [];
  const begin = (name: string, input: Input): string => {
    const arn = `${EXECUTIONS}:${name}`;
    states.set(arn, { status: 'RUNNING' });
    started.set(name, JSON.parse(JSON.stringify(input)) as Input);
    begunMs.set(name, clock.nowMs());
    return arn;
  };
  return {
    started,
    stopped,
    set: (executionArn, status, endedAtMs) =>
      void states.set(executionArn, { status, ...(endedAtMs !== undefined && { endedAtMs }) }),
    describe: async (executionArn) => ({ ...(states.get(executionArn) ?? { status: 'UNKNOWN' }) }),
    start: async (name, input, notBeforeMs) => {
      const there = started.get(name);
      if (there === undefined) return begin(name, input);
      const isOurs = isDeepStrictEqual(there, input) && (begunMs.get(name) ?? 0) >= notBeforeMs - CLOCK_SLACK_MS;
      return isOurs ? `${EXECUTIONS}:${name}` : begin(`${name.slice(0, 71)}-${crypto.randomUUID().slice(0, 8)}`, input);
    },
    stop: async (executionArn) => {
      stopped.push(executionArn);
      if (states.get(executionArn)?.status === 'RUNNING')
        states.set(executionArn, { status: 'ABORTED', endedAtMs: clock.nowMs() });
    },
  };
};
