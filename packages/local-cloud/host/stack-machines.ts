// The stack's state machines, tied to the emulated AWS: status events go to the bus, execution metrics to CloudWatch.

import type { Cloud } from '../aws/cloud.ts';
import { textOf } from '../base/json.ts';
import type { EventBus } from './events/event-bus.ts';
import {
  type Executions,
  type ExecutionsOptions,
  executionsOf,
  type StateMachineDefinition,
  statusChangeDetail,
} from './states/executions.ts';
import { machineDefinition } from './template/stack-resources.ts';
import type { Declared } from './template/template.ts';

/** The state machines that a template declares. */
export const machinesIn = (template: Declared): StateMachineDefinition[] =>
  template.byType('AWS::StepFunctions::StateMachine').map((machine) => ({
    arn: machine.arn,
    name: machine.name,
    roleArn: textOf(machine.properties.RoleArn, `the role of ${machine.logicalId}`),
    definition: machineDefinition(machine),
  }));

export const stackMachines = (
  parts: Omit<ExecutionsOptions, 'onStatus' | 'onMetric'> & { readonly cloud: Cloud; readonly bus: EventBus },
): Executions => {
  const executions = executionsOf({
    ...parts,
    onStatus: (execution) =>
      parts.bus.put({
        source: 'aws.states',
        'detail-type': 'Step Functions Execution Status Change',
        resources: [execution.executionArn],
        detail: statusChangeDetail(execution),
      }),
    onMetric: ({ name, value, stateMachineArn }) =>
      parts.cloud.cloudwatch.putMetric({
        namespace: 'AWS/States',
        metricName: name,
        dimensions: { StateMachineArn: stateMachineArn },
        value,
      }),
  });
  parts.cloud.states.engine = executions;
  return executions;
};
