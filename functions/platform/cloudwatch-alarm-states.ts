// The states of metric alarms as CloudWatch reports them. Does not read composite alarms, because their parts say more.
import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../contract/runtime/clock.ts';
import type { AlarmReading, AlarmStates } from './alarm-states.ts';

const REQUEST_TIMEOUT_MS = 10_000;
const MOST_ALARMS = 100;

const STATES: readonly AlarmReading['state'][] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

const readingOf = (alarm: MetricAlarm): AlarmReading | undefined => {
  const state = STATES.find((known) => known === alarm.StateValue);
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return state && { state, sinceMs: since?.getTime() ?? 0 };
};

export const cloudwatchAlarmStates = (cloudwatch: CloudWatchClient, clock: Clock): AlarmStates => {
  const readAll: AlarmStates['readAll'] = async (alarmNames) => {
    const command = new DescribeAlarmsCommand({
      ...{ AlarmNames: [...alarmNames], AlarmTypes: ['MetricAlarm'], MaxRecords: MOST_ALARMS },
    });
    const { MetricAlarms = [] } = await cloudwatch.send(command, { abortSignal: clock.deadline(REQUEST_TIMEOUT_MS) });
    const found = new Map<string, AlarmReading>();
    for (const alarm of MetricAlarms) {
      const { AlarmName = '' } = alarm;
      const reading = readingOf(alarm);
      if (reading && alarmNames.includes(AlarmName)) found.set(AlarmName, reading);
    }
    return found;
  };
  return { readAll, read: async (alarmName) => (await readAll([alarmName])).get(alarmName) };
};
