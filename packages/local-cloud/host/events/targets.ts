// What rules, schedules, topics and alarms act on: functions and state machines, each only if the template permits it.

import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../aws/cloud.ts';
import type { JsonObject } from '../../base/json.ts';
import type { FunctionHost } from '../functions/function-host.ts';
import { UndeliverableError } from './delivery.ts';
import type { SendToTarget } from './event-bus.ts';
import type { Permissions } from './permissions.ts';

export interface Targets {
  /** A rule's target. */
  fromRule(parcel: SendToTarget): Promise<void>;
  /** A schedule's target. */
  fromSchedule(
    parcel: { readonly scheduleArn: string; readonly groupArn: string } & Omit<SendToTarget, 'ruleArn'>,
  ): Promise<void>;
  /** An SNS message for a subscribed function. */
  fromTopic(functionArn: string, topicArn: string, message: JsonObject): Promise<void>;
  /** An alarm's action; only topics are built. */
  fromAlarm(alarmArn: string, actionArn: string, subject: string, message: string): void;
}

interface TargetParts {
  readonly cloud: Cloud;
  readonly host: FunctionHost;
  readonly permissions: Permissions;
  readonly accountId: string;
}

const isFunction = (arn: string): boolean => arn.startsWith('arn:aws:lambda:');
const isMachine = (arn: string): boolean => arn.startsWith('arn:aws:states:');

export const targets = ({ cloud, host, permissions, accountId }: TargetParts): Targets => {
  const startFunction = async (arn: string, input: string): Promise<void> => {
    const accepted = await host.invoke(arn, input, { invocationType: 'Event' });
    if (accepted === undefined) throw new UndeliverableError(`no function ${arn}`);
  };
  const startMachine = async (asker: string, roleArn: string, arn: string, input: string): Promise<void> => {
    permissions.demand(asker, { principal: roleArn, action: 'states:StartExecution', resource: arn });
    await cloud.states.start(arn, randomUUID(), input);
  };
  const sourced = (sourceArn: string) => ({ 'aws:SourceArn': sourceArn, 'aws:SourceAccount': accountId });

  return {
    async fromRule({ ruleArn, targetArn, roleArn, input }) {
      const service = 'events.amazonaws.com';
      if (isMachine(targetArn)) {
        const role = permissions.demandRole(ruleArn, service, roleArn, ruleArn);
        await startMachine(ruleArn, role, targetArn, input);
      } else if (isFunction(targetArn)) {
        const question = {
          principal: service,
          action: 'lambda:InvokeFunction',
          resource: targetArn,
          context: sourced(ruleArn),
        };
        permissions.demand(ruleArn, question);
        await startFunction(targetArn, input);
      } else throw new UndeliverableError(`rule target ${targetArn} is not built here`);
    },
    async fromSchedule({ scheduleArn, groupArn, targetArn, roleArn, input }) {
      // The source that a trust policy may name is the group: "Confused deputy" in the Scheduler user guide.
      const role = permissions.demandRole(scheduleArn, 'scheduler.amazonaws.com', roleArn, groupArn);
      if (isMachine(targetArn)) await startMachine(scheduleArn, role, targetArn, input);
      else if (isFunction(targetArn)) {
        permissions.demand(scheduleArn, { principal: role, action: 'lambda:InvokeFunction', resource: targetArn });
        await startFunction(targetArn, input);
      } else throw new UndeliverableError(`schedule target ${targetArn} is not built here`);
    },
    async fromTopic(functionArn, topicArn, message) {
      const question = {
        principal: 'sns.amazonaws.com',
        action: 'lambda:InvokeFunction',
        resource: functionArn,
        context: sourced(topicArn),
      };
      permissions.demand(topicArn, question);
      await startFunction(
        functionArn,
        JSON.stringify({ Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', Sns: message }] }),
      );
    },
    fromAlarm(alarmArn, actionArn, subject, message) {
      if (!actionArn.startsWith('arn:aws:sns:'))
        throw new UndeliverableError(`alarm action ${actionArn} is not built here`);
      const principal = 'cloudwatch.amazonaws.com';
      const context = sourced(alarmArn);
      permissions.demand(alarmArn, { principal, action: 'sns:Publish', resource: actionArn, context });
      const kmsKeyArn = cloud.sns.topic(actionArn)?.kmsKeyArn;
      if (kmsKeyArn !== undefined)
        for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'])
          permissions.demand(alarmArn, { principal, action, resource: kmsKeyArn, context });
      cloud.sns.publish({ topicArn: actionArn, subject: subject.slice(0, 100), message, principal });
    },
  };
};
