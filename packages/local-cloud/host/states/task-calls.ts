// Does the work of a Task state in the name of the machine's role, and names failures as Step Functions does.
// Source: "Invoke an AWS Lambda function with Step Functions" and "Handling errors" in its developer guide.

import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../aws/cloud.ts';
import { type Json, objectOf, optionalText } from '../../base/json.ts';
import type { Permissions } from '../events/permissions.ts';
import type { FunctionHost } from '../functions/function-host.ts';
import type { InvocationResult } from '../functions/invocation.ts';
import { type TaskCall, TaskFault } from './asl-execution.ts';
import type { StateMachineDefinition } from './executions.ts';

interface TaskParts {
  readonly cloud: Cloud;
  readonly host: FunctionHost;
  readonly permissions: Permissions;
  readonly region: string;
  readonly accountId: string;
}

/** The `callTask` of executions.ts. */
export const taskCalls = (parts: TaskParts) => {
  const { cloud, host, permissions } = parts;
  const demand = (machine: StateMachineDefinition, action: string, resource: string, errorName: string): void => {
    const { allowed, reason } = permissions.ask(machine.arn, { principal: machine.roleArn, action, resource });
    if (allowed) return;
    const cause = `User: ${machine.roleArn} is not authorized to perform: ${action} on resource: ${resource} (${reason})`;
    throw new TaskFault(
      errorName,
      `${cause} (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException)`,
    );
  };
  const invoke = async (machine: StateMachineDefinition, named: string, payload: Json): Promise<InvocationResult> => {
    const { region, accountId } = parts;
    const arn = named.startsWith('arn:') ? named : `arn:aws:lambda:${region}:${accountId}:function:${named}`;
    // Assumed: the error that Step Functions reports for a refused invocation.
    demand(machine, 'lambda:InvokeFunction', arn, 'Lambda.AWSLambdaException');
    const result = await host.invoke(arn, JSON.stringify(payload));
    if (result === undefined) throw new TaskFault('Lambda.ResourceNotFoundException', `Function not found: ${arn}`);
    if (result.fault !== undefined && result.refused)
      throw new TaskFault(`Lambda.${result.fault.errorType}`, result.payload);
    if (result.fault !== undefined) throw new TaskFault(result.fault.errorType, result.payload);
    return result;
  };
  return async (machine: StateMachineDefinition, { resource, parameters }: TaskCall): Promise<Json> => {
    if (resource.startsWith('arn:aws:lambda:'))
      return JSON.parse((await invoke(machine, resource, parameters)).payload) as Json;
    const given = objectOf(parameters);
    if (resource.endsWith(':sns:publish')) {
      const topicArn = optionalText(given.TopicArn) ?? '';
      demand(machine, 'sns:Publish', topicArn, 'SNS.AuthorizationErrorException');
      const message = typeof given.Message === 'string' ? given.Message : JSON.stringify(given.Message ?? '');
      const subject = optionalText(given.Subject);
      const published = cloud.sns.publish({
        topicArn,
        message,
        principal: machine.arn,
        ...(subject === undefined ? {} : { subject }),
      });
      return { MessageId: published.messageId };
    }
    const { payload, executedVersion } = await invoke(
      machine,
      optionalText(given.FunctionName) ?? '',
      given.Payload ?? {},
    );
    return {
      ExecutedVersion: executedVersion,
      Payload: JSON.parse(payload) as Json,
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: randomUUID() },
      StatusCode: 200,
    };
  };
};
