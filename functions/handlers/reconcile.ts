// Reconcile's function: every minute it handles what events may have missed.
import { cloudwatchAlarmStates } from '../platform/cloudwatch-alarm-states.ts';
import { cloudwatchMetrics } from '../platform/cloudwatch-metrics.ts';
import { sfnExecutions } from '../platform/sfn-executions.ts';
import { reconcile } from '../steps/monitor/reconcile.ts';
import { endTools, settingsTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  reconcile({
    ...settingsTools(environment, clients),
    ...endTools(environment, clients, platform),
    executions: sfnExecutions(clients.sfn, platform.random, environment.STATE_MACHINE_ARN),
    alarms: cloudwatchAlarmStates(clients.cloudwatch, platform.clock),
    metrics: cloudwatchMetrics(clients.cloudwatch),
  })) satisfies Wire<'reconcile'>;
