// Reconcile's function: every minute it handles what events may have missed.
import { cloudwatchAlarmStates } from '../platform/cloudwatch-alarm-states.ts';
import { sfnExecutions } from '../platform/sfn-executions.ts';
import { reconcile } from '../steps/monitor/reconcile.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [{ STATE_MACHINE_ARN }, { sfn, cloudwatch }, { random, clock }] = given;
  return reconcile({
    ...tools.settings(...given),
    ...tools.end(...given),
    ...tools.metrics(...given),
    executions: sfnExecutions(sfn, random, STATE_MACHINE_ARN),
    alarms: cloudwatchAlarmStates(cloudwatch, clock),
  });
}) satisfies Wire<'reconcile'>;
