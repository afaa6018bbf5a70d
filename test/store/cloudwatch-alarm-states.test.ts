// How an alarm's state is read from CloudWatch's answer.
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { cloudwatchAlarmStates } from '../../functions/platform/cloudwatch-alarm-states.ts';
import { machine } from '../doubles/machine.ts';

const cloudwatch = mockClient(CloudWatchClient);
const states = cloudwatchAlarmStates(new CloudWatchClient({ region: 'eu-west-1' }), machine.clock);
beforeEach(() => cloudwatch.reset());

test('state and the time of its last change come from the alarm of exactly that name', async () => {
  const changed = new Date('2026-11-22T20:15:03Z');
  cloudwatch.on(DescribeAlarmsCommand, { AlarmNames: ['Twinbox-support-PrimaryDown'] }).resolves({
    MetricAlarms: [
      { AlarmName: 'Twinbox-support-PrimaryDown', StateValue: 'ALARM', StateTransitionedTimestamp: changed },
    ],
  });
  expect(await states.read('Twinbox-support-PrimaryDown')).toEqual({ state: 'ALARM', sinceMs: changed.getTime() });
});

test('an alarm that is not there is undefined, never OK', async () => {
  cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
  expect(await states.read('Twinbox-support-PrimaryDown')).toBeUndefined();
});

test('several are asked for in one question, and no other is taken for one of them', async () => {
  const alarm = (AlarmName: string, StateValue: 'ALARM' | 'OK') => ({
    AlarmName,
    StateValue,
    StateTransitionedTimestamp: new Date(7),
  });
  const MetricAlarms = [alarm('a', 'ALARM'), alarm('b', 'OK'), alarm('another', 'ALARM')];
  cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms });
  expect(await states.readAll(['a', 'b', 'gone'])).toEqual(
    new Map([
      ['a', { state: 'ALARM', sinceMs: 7 }],
      ['b', { state: 'OK', sinceMs: 7 }],
    ]),
  );
  expect(cloudwatch.commandCalls(DescribeAlarmsCommand)).toHaveLength(1);
});
