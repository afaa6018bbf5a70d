// The states of alarms as CloudWatch tells them.
import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { AlarmReading, AlarmStates } from './alarm-states.ts';

const REQUEST_TIMEOUT_MS = 10_000;

const STATES: readonly AlarmReading['state'][] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

export const cloudwatchAlarmStates = (cloudwatch: CloudWatchClient): AlarmStates => ({
  read: async (alarmName) => {
    const command = new DescribeAlarmsCommand({ AlarmNames: [alarmName], AlarmTypes: ['MetricAlarm'] });
    const answer = await cloudwatch.send(command, { abortSignal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    const alarm = answer.MetricAlarms?.find((candidate) => candidate.AlarmName === alarmName);
    const state = STATES.find((known) => known === alarm?.StateValue);
    if (!alarm || !state) return undefined;
    const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
    return { state, sinceMs: since?.getTime() ?? 0 };
  },
});
