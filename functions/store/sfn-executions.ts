// The workflow's executions in Step Functions.
import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { NamedError } from '../contract/named-error.ts';
import type { Executions } from './executions.ts';

const isRefusal = (caught: unknown, name: string): boolean => caught instanceof Error && caught.name === name;

/** `arn:...:stateMachine:<machine>` and a name → `arn:...:execution:<machine>:<name>`. */
const executionArnOf = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** Without `stateMachineArn` it starts none: no step of the workflow may. */
export const sfnExecutions = (sfn: SFNClient, stateMachineArn?: string): Executions => ({
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
  start: async (name, input) => {
    if (stateMachineArn === undefined) {
      throw new NamedError(
        'WorkflowBroken',
        `no state machine to start ${name} with`,
        'Set STATE_MACHINE_ARN for this function.',
      );
    }
    try {
      const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
      const { executionArn } = await sfn.send(command);
      return executionArn ?? executionArnOf(stateMachineArn, name);
    } catch (error) {
      if (isRefusal(error, 'ExecutionAlreadyExists')) return executionArnOf(stateMachineArn, name);
      throw error;
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
