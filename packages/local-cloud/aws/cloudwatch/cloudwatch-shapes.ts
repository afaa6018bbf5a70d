// Between CloudWatch's shapes on the wire and the lab's own.
import type * as sdk from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../aws-error.ts';
import type { Alarm, AlarmDefinition, AnyAlarm, CompositeAlarm, CompositeDefinition } from './alarm.ts';
import type { Comparison, MissingData } from './alarm-evaluation.ts';
import type { CloudWatchState, MetricInput } from './cloudwatch-state.ts';
import type { Statistic } from './metric-store.ts';

const dimensionsOf = (list: readonly sdk.Dimension[] | undefined): Record<string, string> =>
  Object.fromEntries((list ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));

const LATE_MS = 14 * 24 * 3600 * 1000;
const EARLY_MS = 2 * 3600 * 1000;

const statisticsOf = (datum: sdk.MetricDatum): MetricInput['statistics'] => {
  const set = datum.StatisticValues;
  if (set !== undefined)
    return { minimum: set.Minimum ?? 0, maximum: set.Maximum ?? 0, sum: set.Sum ?? 0, count: set.SampleCount ?? 0 };
  const values = datum.Values ?? [datum.Value ?? 0];
  const counts = values.map((_, index) => datum.Counts?.[index] ?? 1);
  return {
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    sum: values.reduce((total, value, index) => total + value * (counts[index] ?? 1), 0),
    count: counts.reduce((total, count) => total + count, 0),
  };
};

/** Refuses what PutMetricData refuses: times more than two weeks back or two hours ahead. */
export const metricsOf = (input: sdk.PutMetricDataInput, nowMs: number): MetricInput[] =>
  (input.MetricData ?? []).map((datum) => {
    const atMs = datum.Timestamp?.getTime() ?? nowMs;
    if (atMs < nowMs - LATE_MS || atMs > nowMs + EARLY_MS)
      throw new AwsError(
        'InvalidParameterValue',
        'The parameter MetricData.member.1.Timestamp must be within two weeks back and two hours ahead.',
      );
    const statistics = statisticsOf(datum);
    return {
      namespace: input.Namespace ?? '',
      metricName: datum.MetricName ?? '',
      dimensions: dimensionsOf(datum.Dimensions),
      value: datum.Value ?? 0,
      atMs,
      storageResolutionSeconds: datum.StorageResolution === 1 ? 1 : 60,
      ...(statistics === undefined ? {} : { statistics }),
    };
  });

/** An alarm from PutMetricAlarm; CloudFormation's properties have the same names. */
export const definitionOf = (input: sdk.PutMetricAlarmInput): AlarmDefinition => {
  if (input.Metrics !== undefined && input.Metrics.length > 0)
    throw new AwsError('NotImplemented', 'alarms on metric math are not emulated', 501);
  const { AlarmName: name = '', AlarmDescription: description, DatapointsToAlarm: datapointsToAlarm } = input;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    namespace: input.Namespace ?? '',
    metricName: input.MetricName ?? '',
    dimensions: dimensionsOf(input.Dimensions),
    statistic: input.Statistic ?? 'Average',
    periodSeconds: input.Period ?? 60,
    evaluationPeriods: input.EvaluationPeriods ?? 1,
    ...(datapointsToAlarm === undefined ? {} : { datapointsToAlarm }),
    threshold: input.Threshold ?? 0,
    comparison: (input.ComparisonOperator ?? 'GreaterThanThreshold') as Comparison,
    missingData: (input.TreatMissingData ?? 'missing') as MissingData,
    actionsEnabled: input.ActionsEnabled ?? true,
    alarmActions: input.AlarmActions ?? [],
    okActions: input.OKActions ?? [],
    insufficientDataActions: input.InsufficientDataActions ?? [],
  };
};

const NOT_EMULATED = ['ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'] as const;

/** An alarm from PutCompositeAlarm; CloudFormation's properties have the same names. */
export const compositeDefinitionOf = (input: sdk.PutCompositeAlarmInput): CompositeDefinition => {
  for (const property of NOT_EMULATED)
    if (input[property] !== undefined)
      throw new AwsError('NotImplemented', `${property} of a composite alarm is not emulated`, 501);
  const { AlarmName: name = '', AlarmDescription: description } = input;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    rule: input.AlarmRule ?? '',
    actionsEnabled: input.ActionsEnabled ?? true,
    alarmActions: input.AlarmActions ?? [],
    okActions: input.OKActions ?? [],
    insufficientDataActions: input.InsufficientDataActions ?? [],
  };
};

/** What both kinds of alarms have. */
const commonToWire = ({ arn, definition, standing }: AnyAlarm) => ({
  AlarmName: definition.name,
  AlarmArn: arn,
  ...(definition.description === undefined ? {} : { AlarmDescription: definition.description }),
  ActionsEnabled: definition.actionsEnabled ?? true,
  AlarmActions: [...(definition.alarmActions ?? [])],
  OKActions: [...(definition.okActions ?? [])],
  InsufficientDataActions: [...(definition.insufficientDataActions ?? [])],
  StateValue: standing.value,
  StateReason: standing.reason,
  StateReasonData: standing.reasonData,
  StateUpdatedTimestamp: new Date(standing.sinceMs),
  StateTransitionedTimestamp: new Date(standing.sinceMs),
});

export const compositeToWire = (alarm: CompositeAlarm): sdk.CompositeAlarm => ({
  ...commonToWire(alarm),
  AlarmRule: alarm.definition.rule,
});

export const toWire = (alarm: Alarm): sdk.MetricAlarm => {
  const { definition } = alarm;
  return {
    ...commonToWire(alarm),
    Namespace: definition.namespace,
    MetricName: definition.metricName,
    Dimensions: Object.entries(definition.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Statistic: definition.statistic,
    Period: definition.periodSeconds,
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm ?? definition.evaluationPeriods,
    Threshold: definition.threshold,
    ComparisonOperator: definition.comparison,
    TreatMissingData: definition.missingData ?? 'missing',
  };
};

export const seriesOf = (
  state: CloudWatchState,
  window: sdk.GetMetricDataInput,
  query: sdk.MetricDataQuery,
): sdk.MetricDataResult => {
  const stat = query.MetricStat;
  if (stat?.Metric === undefined) throw new AwsError('NotImplemented', 'metric math is not emulated', 501);
  const periodSeconds = stat.Period ?? 60;
  const id = {
    namespace: stat.Metric.Namespace ?? '',
    metricName: stat.Metric.MetricName ?? '',
    dimensions: dimensionsOf(stat.Metric.Dimensions),
  };
  const periodMs = periodSeconds * 1000;
  const firstMs = Math.floor((window.StartTime?.getTime() ?? 0) / periodMs) * periodMs;
  const found: { atMs: number; value: number }[] = [];
  for (let atMs = firstMs; atMs < (window.EndTime?.getTime() ?? 0); atMs += periodMs) {
    const value = state.statistic(id, stat.Stat as Statistic, atMs, periodSeconds);
    if (value !== undefined) found.unshift({ atMs, value });
  }
  const ordered = window.ScanBy === 'TimestampAscending' ? found.reverse() : found;
  return {
    Id: query.Id,
    Label: query.Label ?? id.metricName,
    StatusCode: 'Complete',
    Timestamps: ordered.map(({ atMs }) => new Date(atMs)),
    Values: ordered.map(({ value }) => value),
  };
};
