// The workflow's executions in Step Functions. Whoever may start one chooses its name: a name proves nothing.
import { isDeepStrictEqual } from 'node:util';
import {
  DescribeExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { jsonOf } from '../contract/json/parse-json.ts';
import type { Random } from '../contract/runtime/random.ts';
import { failure } from '../domain/failure/failure.ts';
import type { Executions } from './executions.ts';

const isRefusal = (caught: unknown, name: string): boolean => caught instanceof Error && caught.name === name;

/** `arn:...:stateMachine:<machine>` and a name → `arn:...:execution:<machine>:<name>`. */
const executionArnOf = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** Step Functions keeps whole milliseconds, and its clock is not the store's. */
const CLOCK_SLACK_MS = 5_000;
const MOST_NAME = 80;

/** Without `stateMachineArn` it starts none: no step of the workflow may. */
export const sfnExecutions = (sfn: SFNClient, random: Random, stateMachineArn?: string): Executions => ({
  describe: async (executionArn) => {
    try {
      const { status, stopDate } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return { status: status ?? 'UNKNOWN', ...(stopDate && { endedAtMs: stopDate.getTime() }) };
    } catch (error) {
      // An ARN that is none, as of another kind of start, is nobody who runs, either.
      if (isRefusal(error, 'ExecutionDoesNotExist') || isRefusal(error, 'InvalidArn')) return { status: 'UNKNOWN' };
      throw error;
    }
  },
  start: async (name, input, notBeforeMs) => {
    if (stateMachineArn === undefined) {
      throw failure(
        'WorkflowBroken',
        `no state machine to start ${name} with`,
        'Set STATE_MACHINE_ARN for this function.',
      );
    }
    const begin = async (as: string): Promise<string> => {
      const command = new StartExecutionCommand({ stateMachineArn, name: as, input: JSON.stringify(input) });
      const { executionArn } = await sfn.send(command);
      return executionArn ?? executionArnOf(stateMachineArn, as);
    };
    try {
      return await begin(name);
    } catch (error) {
      if (!isRefusal(error, 'ExecutionAlreadyExists')) throw error;
      const executionArn = executionArnOf(stateMachineArn, name);
      const there = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      const isOurs =
        isDeepStrictEqual(jsonOf(there.input), input) &&
        (there.startDate?.getTime() ?? 0) >= notBeforeMs - CLOCK_SLACK_MS;
      return isOurs ? executionArn : begin(`${name.slice(0, MOST_NAME - 9)}-${random.uuid().slice(0, 8)}`);
    }
  },
  stop: async (executionArn, why) => {
    try {
      await sfn.send(new StopExecutionCommand({ executionArn, ...why }));
    } catch (error) {
      if (!isRefusal(error, 'ExecutionDoesNotExist')) throw error;
    }
  },
});
