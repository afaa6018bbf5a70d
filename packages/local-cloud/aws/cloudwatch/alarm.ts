// An alarm's definition and current state, and the event that EventBridge gets when it changes state.
import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';
import type { AlarmStateValue, Comparison, MissingData } from './alarm-evaluation.ts';
import type { Dimensions, Statistic } from './metric-store.ts';

export interface AlarmDefinition {
  readonly name: string;
  readonly description?: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Dimensions;
  readonly statistic: Statistic;
  /** 10, 20, 30 or a multiple of 60. */
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** Left out: evaluationPeriods. */
  readonly datapointsToAlarm?: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  /** Left out: missing. */
  readonly missingData?: MissingData;
  /** Left out: true. */
  readonly actionsEnabled?: boolean;
  readonly alarmActions?: readonly string[];
  readonly okActions?: readonly string[];
  readonly insufficientDataActions?: readonly string[];
}

export interface AlarmStanding {
  readonly value: AlarmStateValue;
  readonly reason: string;
  readonly reasonData: string;
  readonly sinceMs: number;
}

export interface Alarm {
  readonly arn: string;
  readonly definition: AlarmDefinition;
  standing: AlarmStanding;
}

export interface CompositeDefinition {
  readonly name: string;
  readonly description?: string;
  /** Such as `ALARM("a") AND NOT OK("b")`. */
  readonly rule: string;
  /** Left out: true. */
  readonly actionsEnabled?: boolean;
  readonly alarmActions?: readonly string[];
  readonly okActions?: readonly string[];
  readonly insufficientDataActions?: readonly string[];
}

export interface CompositeAlarm {
  readonly arn: string;
  readonly definition: CompositeDefinition;
  standing: AlarmStanding;
}

export type AnyAlarm = Alarm | CompositeAlarm;

export interface AlarmTransition {
  readonly alarm: AnyAlarm;
  readonly from: AlarmStateValue;
  readonly to: AlarmStateValue;
  readonly previous: AlarmStanding;
  readonly atMs: number;
  readonly reason: string;
  /**
   * The ARNs to act on now; empty when ActionsEnabled is false or a rule mutes it. Delivering them is the lab host's
   * business.
   */
  readonly actions: readonly string[];
}

/** Throws as PutMetricAlarm does for what it refuses. */
export const checkAlarm = (definition: AlarmDefinition): void => {
  const { periodSeconds: period, evaluationPeriods, datapointsToAlarm = evaluationPeriods } = definition;
  const refuse = (message: string): never => {
    throw new AwsError('ValidationError', message);
  };
  if (!([10, 20, 30].includes(period) || (period > 0 && period % 60 === 0)))
    refuse(`Period must be 10, 20, 30 or a multiple of 60, but was ${period}`);
  if (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods)
    refuse(
      `DatapointsToAlarm must be between 1 and EvaluationPeriods (${evaluationPeriods}), but was ${datapointsToAlarm}`,
    );
  if (period < 3600 && period * evaluationPeriods > 86_400)
    refuse('Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)');
};

export const actionsFor = ({ definition }: AnyAlarm, to: AlarmStateValue): readonly string[] => {
  if (definition.actionsEnabled === false) return [];
  if (to === 'ALARM') return definition.alarmActions ?? [];
  return (to === 'OK' ? definition.okActions : definition.insufficientDataActions) ?? [];
};

const stateInEvent = ({ value, reason, reasonData, sinceMs }: AlarmStanding) => ({
  value,
  reason,
  reasonData,
  timestamp: new Date(sinceMs).toISOString().replace('Z', '+0000'),
});

const metricsInEvent = (definition: AlarmDefinition) => {
  const metric = {
    namespace: definition.namespace,
    name: definition.metricName,
    dimensions: definition.dimensions ?? {},
  };
  const metricStat = { metric, period: definition.periodSeconds, stat: definition.statistic };
  return { metrics: [{ id: randomUUID(), metricStat, returnData: true }] };
};

/**
 * The event as documented in
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export const alarmStateChangeEvent = ({ alarm, previous, atMs }: AlarmTransition, account: Omit<Account, 'nowMs'>) => {
  const { definition } = alarm;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: account.accountId,
    time: new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: account.region,
    resources: [alarm.arn],
    detail: {
      alarmName: definition.name,
      state: stateInEvent(alarm.standing),
      previousState: stateInEvent(previous),
      configuration: {
        ...(definition.description === undefined ? {} : { description: definition.description }),
        ...('rule' in definition ? { alarmRule: definition.rule } : metricsInEvent(definition)),
      },
    },
  };
};
