// The schedules of a stack: EventBridge Scheduler schedules, and rules that have a schedule expression.

import { objectOf, optionalText, textOf } from '../base/json.ts';
import type { Deliveries } from './events/delivery.ts';
import { retryPolicyOf } from './events/delivery.ts';
import type { EventBus } from './events/event-bus.ts';
import type { ScheduleDeclaration, ScheduleStart } from './events/scheduler.ts';
import type { Targets } from './events/targets.ts';
import type { Declared, TemplateResource } from './template/template.ts';

interface ScheduleParts {
  readonly template: Declared;
  readonly targets: Targets;
  readonly bus: EventBus;
  readonly deliveries: Deliveries;
}

// Source: "Context attributes" in the Scheduler user guide.
const withContext = (input: string, arn: string, { scheduledMs, executionId }: ScheduleStart): string =>
  input
    .replaceAll('<aws.scheduler.scheduled-time>', new Date(scheduledMs).toISOString().replace(/\.\d+Z$/, 'Z'))
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', '1');

const schedule = (
  parts: ScheduleParts,
  { name, arn, logicalId, properties }: TemplateResource,
): ScheduleDeclaration => {
  const { template, targets, deliveries } = parts;
  const target = objectOf(properties.Target);
  const targetArn = textOf(target.Arn, `the target of ${logicalId}`);
  const group = optionalText(properties.GroupName) ?? 'default';
  const groupArn = `arn:aws:scheduler:${template.region}:${template.accountId}:schedule-group/${group}`;
  const roleArn = optionalText(target.RoleArn);
  const timezone = optionalText(properties.ScheduleExpressionTimezone);
  return {
    name,
    arn,
    expression: textOf(properties.ScheduleExpression, `the expression of ${logicalId}`),
    ...(timezone === undefined ? {} : { timezone }),
    enabled: (optionalText(properties.State) ?? 'ENABLED') !== 'DISABLED',
    startsAtOnce: true,
    run: (start) => {
      const input = withContext(optionalText(target.Input) ?? '{}', arn, start);
      const send = () => targets.fromSchedule({ scheduleArn: arn, groupArn, targetArn, roleArn, input });
      return deliveries.deliver({ origin: name, targetArn, input, policy: retryPolicyOf(target), send });
    },
  };
};

export const schedulesIn = (parts: ScheduleParts): ScheduleDeclaration[] => [
  ...parts.template.byType('AWS::Scheduler::Schedule').map((resource) => schedule(parts, resource)),
  ...parts.template
    .byType('AWS::Events::Rule')
    .filter(({ properties }) => properties.ScheduleExpression !== undefined)
    .map(({ name, arn, properties }) => ({
      name,
      arn,
      expression: String(properties.ScheduleExpression),
      enabled: (optionalText(properties.State) ?? 'ENABLED') !== 'DISABLED',
      startsAtOnce: false,
      run: () => parts.bus.trigger(name),
    })),
];
