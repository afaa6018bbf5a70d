// A run: one execution of the pair's state machine, known to people by its recovery's id.
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type ExecutionStatus,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { jsonOf } from '../../functions/contract/json/parse-json.ts';
import { recoveryIdOf } from '../../functions/domain/model/recovery-id.ts';
import { CliError } from '../base/cli-error.ts';
import type { Session } from '../session.ts';

export interface Run {
  /** The recovery's id, which also names its report. */
  readonly id: string;
  readonly executionArn: string;
  /** ISO time. */
  readonly startedAt: string;
}

const runOf = (executionArn: string, startDate: Date | undefined): Run => {
  const startedAt = (startDate ?? new Date(0)).toISOString();
  return { id: recoveryIdOf(executionArn, startedAt), executionArn, startedAt };
};

/**
 * Starts the workflow under a name of its own, so that a call whose answer was lost is not repeated as a second run.
 * @param input checked by `parseInput` before.
 */
export const startRun = async (
  { clients, io, deployment }: Session,
  input: Readonly<Record<string, unknown>> & { readonly kind: string },
): Promise<Run> => {
  const { machineArn: stateMachineArn } = await deployment();
  const { executionArn = '', startDate } = await clients.sfn.send(
    new StartExecutionCommand({
      stateMachineArn,
      name: `cli-${input.kind}-${io.random.uuid()}`,
      input: JSON.stringify(input),
    }),
  );
  return runOf(executionArn, startDate);
};

export interface SeenRun extends Run {
  readonly kind: string;
  readonly status: ExecutionStatus;
  readonly described: DescribeExecutionCommandOutput;
}

const kindOf = (input: string | undefined): string => {
  const parsed = jsonOf(input);
  if (typeof parsed !== 'object' || parsed === null) return 'unknown';
  return 'kind' in parsed && typeof parsed.kind === 'string' ? parsed.kind : 'failover';
};

export const describeRun = async ({ clients }: Session, executionArn: string): Promise<SeenRun> => {
  const described = await clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
  const { startDate, status = 'RUNNING', input } = described;
  return { ...runOf(executionArn, startDate), kind: kindOf(input), status, described };
};

const MOST_LISTED = 100;

/** Newest first, at most a hundred. */
const listed = async (session: Session, statusFilter?: ExecutionStatus): Promise<readonly Run[]> => {
  const { machineArn: stateMachineArn } = await session.deployment();
  const { executions = [] } = await session.clients.sfn.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: MOST_LISTED, ...(statusFilter && { statusFilter }) }),
  );
  return executions.map(({ executionArn = '', startDate }) => runOf(executionArn, startDate));
};

/** What runs now, newest first. */
export const runningRuns = async (session: Session): Promise<readonly SeenRun[]> => {
  const runs = await listed(session, 'RUNNING');
  return Promise.all(runs.map(({ executionArn }) => describeRun(session, executionArn)));
};

/**
 * The run of that id or execution ARN; without one, the newest that is running.
 * @throws NoSuchRun
 */
export const findRun = async (session: Session, id: string | undefined): Promise<Run> => {
  if (id?.startsWith('arn:')) return describeRun(session, id);
  if (id === undefined) {
    const [newest] = await listed(session, 'RUNNING');
    if (newest) return newest;
    throw new CliError({
      exit: 'usage',
      name: 'NoSuchRun',
      message: 'nothing is running',
      fix: `see the last runs with \`${session.command('history')}\`.`,
    });
  }
  const found = (await listed(session)).find((run) => run.id === id);
  if (found) return found;
  throw new CliError({
    exit: 'usage',
    name: 'NoSuchRun',
    message: `no run ${id} is among the last ${MOST_LISTED}`,
    fix: `see the last runs with \`${session.command('history')}\`.`,
  });
};
