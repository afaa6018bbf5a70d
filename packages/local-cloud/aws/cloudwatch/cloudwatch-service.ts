// CloudWatch on the wire: metrics in and out, alarms described and set.
import * as sdk from '@aws-sdk/client-cloudwatch';
import { type Need, need, operation } from '../operation.ts';
import { type Account, type Service, shapeOnlyClient } from '../service.ts';
import { jsonWire } from '../wire/json-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import type { Alarm } from './alarm.ts';
import { definitionOf, metricsOf, seriesOf, toWire } from './cloudwatch-shapes.ts';
import type { CloudWatchState } from './cloudwatch-state.ts';
import { muteRuleOperations } from './mute-rule-operations.ts';

const operationsOf = (state: CloudWatchState, account: Account) => {
  const onAlarm = (action: string, name: string | undefined): Need[] => [
    need(`cloudwatch:${action}`, `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:${name ?? '*'}`),
  ];
  const setActions = (names: readonly string[] | undefined, actionsEnabled: boolean): void => {
    for (const name of names ?? []) {
      const alarm = state.alarm(name);
      if (alarm !== undefined) state.putAlarm({ ...alarm.definition, actionsEnabled });
    }
  };
  const described = (input: sdk.DescribeAlarmsInput): Alarm[] =>
    [...state.alarms.values()].filter(
      ({ definition, standing }) =>
        (input.AlarmNames === undefined || input.AlarmNames.includes(definition.name)) &&
        (input.AlarmNamePrefix === undefined || definition.name.startsWith(input.AlarmNamePrefix)) &&
        (input.StateValue === undefined || standing.value === input.StateValue),
    );
  return {
    ...muteRuleOperations(state.mutes, account),
    PutMetricData: operation(
      (input: sdk.PutMetricDataInput) => [
        need('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': input.Namespace ?? '' }),
      ],
      (input, call) => {
        for (const metric of metricsOf(input, call.nowMs)) state.putMetric({ ...metric, principal: call.principal });
      },
    ),
    GetMetricData: operation(
      (_input: sdk.GetMetricDataInput) => [need('cloudwatch:GetMetricData', '*')],
      (input) => ({ MetricDataResults: (input.MetricDataQueries ?? []).map((query) => seriesOf(state, input, query)) }),
    ),
    PutMetricAlarm: operation(
      (input: sdk.PutMetricAlarmInput) => onAlarm('PutMetricAlarm', input.AlarmName),
      (input) => void state.putAlarm(definitionOf(input)),
    ),
    DescribeAlarms: operation(
      (_input: sdk.DescribeAlarmsInput) => onAlarm('DescribeAlarms', '*'),
      (input) => ({
        MetricAlarms: described(input)
          .slice(0, input.MaxRecords ?? 50)
          .map(toWire),
      }),
    ),
    DeleteAlarms: operation(
      (input: sdk.DeleteAlarmsInput) => (input.AlarmNames ?? []).flatMap((name) => onAlarm('DeleteAlarms', name)),
      (input) => {
        for (const name of input.AlarmNames ?? []) state.removeAlarm(name);
      },
    ),
    SetAlarmState: operation(
      (input: sdk.SetAlarmStateInput) => onAlarm('SetAlarmState', input.AlarmName),
      (input) =>
        state.setAlarmState(input.AlarmName ?? '', input.StateValue ?? 'OK', input.StateReason ?? '', input.StateReasonData),
    ),
    EnableAlarmActions: operation(
      (input: sdk.EnableAlarmActionsInput) => (input.AlarmNames ?? []).flatMap((name) => onAlarm('EnableAlarmActions', name)),
      (input) => setActions(input.AlarmNames, true),
    ),
    DisableAlarmActions: operation(
      (input: sdk.DisableAlarmActionsInput) => (input.AlarmNames ?? []).flatMap((name) => onAlarm('DisableAlarmActions', name)),
      (input) => setActions(input.AlarmNames, false),
    ),
  };
};

export const cloudWatchService = (state: CloudWatchState, account: Account): Service => {
  const operations = operationsOf(state, account);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.CloudWatchClient), Object.keys(operations));
  return {
    name: 'cloudwatch',
    scope: 'monitoring',
    wire: jsonWire(shapes, 'cloudwatch'),
    operations,
    deniedCode: 'AccessDenied',
    unknownKeyCode: 'InvalidClientTokenId',
  };
};
