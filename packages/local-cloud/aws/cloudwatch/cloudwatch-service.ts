// CloudWatch on the wire: metrics in and out, alarms described and set.
import * as sdk from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../aws-error.ts';
import { type Need, need, operation } from '../operation.ts';
import { type Account, type Service, shapeOnlyClient } from '../service.ts';
import { JSON_SIGNATURES } from '../signature/signature-style.ts';
import { jsonWire } from '../wire/json-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import type { AnyAlarm } from './alarm.ts';
import {
  compositeDefinitionOf,
  compositeToWire,
  definitionOf,
  metricsOf,
  seriesOf,
  toWire,
} from './cloudwatch-shapes.ts';
import type { CloudWatchState } from './cloudwatch-state.ts';
import { muteRuleOperations } from './mute-rule-operations.ts';

const operationsOf = (state: CloudWatchState, account: Account) => {
  const onAlarm = (action: string, name: string | undefined): Need[] => [
    need(`cloudwatch:${action}`, `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:${name ?? '*'}`),
  ];
  const disableActions = (names: readonly string[] | undefined): void => {
    const actionsEnabled = false;
    for (const name of names ?? []) {
      const alarm = state.alarm(name);
      if (alarm !== undefined) state.putAlarm({ ...alarm.definition, actionsEnabled });
      const composite = state.composites.all.get(name);
      if (composite !== undefined) state.composites.put({ ...composite.definition, actionsEnabled });
    }
  };
  const isWanted =
    (input: sdk.DescribeAlarmsInput) =>
    ({ definition, standing }: AnyAlarm): boolean =>
      (input.AlarmNames === undefined || input.AlarmNames.includes(definition.name)) &&
      (input.AlarmNamePrefix === undefined || definition.name.startsWith(input.AlarmNamePrefix)) &&
      (input.StateValue === undefined || standing.value === input.StateValue);
  const described = (input: sdk.DescribeAlarmsInput) => {
    for (const filter of ['ChildrenOfAlarmName', 'ParentsOfAlarmName', 'ActionPrefix'] as const)
      if (input[filter] !== undefined)
        throw new AwsError('NotImplemented', `${filter} of DescribeAlarms is not emulated`, 501);
    const types = input.AlarmTypes ?? ['MetricAlarm'];
    const most = input.MaxRecords ?? 50;
    const metric = types.includes('MetricAlarm')
      ? [...state.alarms.values()].filter(isWanted(input)).slice(0, most)
      : [];
    const composite = types.includes('CompositeAlarm')
      ? [...state.composites.all.values()].filter(isWanted(input))
      : [];
    return {
      MetricAlarms: metric.map(toWire),
      CompositeAlarms: composite.slice(0, most - metric.length).map(compositeToWire),
    };
  };
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
    PutCompositeAlarm: operation(
      (input: sdk.PutCompositeAlarmInput) => onAlarm('PutCompositeAlarm', input.AlarmName),
      (input) => void state.composites.put(compositeDefinitionOf(input)),
    ),
    // "You can't return information about composite alarms if your permission has a narrower scope" than `*`. Assumed:
    // it is denied.
    DescribeAlarms: operation(
      (input: sdk.DescribeAlarmsInput) =>
        input.AlarmTypes?.includes('CompositeAlarm')
          ? [need('cloudwatch:DescribeAlarms', '*')]
          : onAlarm('DescribeAlarms', '*'),
      described,
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
        state.setAlarmState(
          input.AlarmName ?? '',
          input.StateValue ?? 'OK',
          input.StateReason ?? '',
          input.StateReasonData,
        ),
    ),
    DisableAlarmActions: operation(
      (input: sdk.DisableAlarmActionsInput) =>
        (input.AlarmNames ?? []).flatMap((name) => onAlarm('DisableAlarmActions', name)),
      (input) => disableActions(input.AlarmNames),
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
    signatures: JSON_SIGNATURES,
  };
};
