// The alarms of each pair. Their dimension is the pair alone, so a swap of roles changes nothing for them.
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, type IAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmName, alarmNameOf, METRICS, namespaceOf, PAIR_DIMENSION } from '../../functions/contract/runtime/metrics.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';
import { type AlarmForm, alarmFormsOf } from './alarm-forms.ts';

export interface WatchAlarmsProps {
  readonly pair: PairSettings;
  readonly topic: ITopic;
}

/** A metric of the pair. */
export const pairMetric = (pair: string, metric: keyof typeof METRICS, statistic: string, periodSeconds: number): Metric =>
  new Metric({
    namespace: namespaceOf(pair),
    metricName: METRICS[metric],
    dimensionsMap: { [PAIR_DIMENSION]: pair },
    statistic,
    period: Duration.seconds(periodSeconds),
  });

export class WatchAlarms extends Construct {
  readonly alarms: Readonly<Record<AlarmName, IAlarm>>;

  constructor(scope: Construct, id: string, props: WatchAlarmsProps) {
    super(scope, id);
    const { pair } = props;
    const alarmOf = ([name, form]: [string, AlarmForm]): [string, IAlarm] => {
      const alarm = new Alarm(this, name, {
        alarmName: alarmNameOf(pair.name, name as AlarmName),
        alarmDescription: `${form.says} What to do: docs/runbook.md, section ${name}.`,
        metric: pairMetric(pair.name, form.metric, form.statistic, form.periodSeconds),
        evaluationPeriods: form.outOf ?? form.periods,
        datapointsToAlarm: form.periods,
        comparisonOperator: form.operator,
        threshold: form.threshold,
        treatMissingData: form.missing,
      });
      if (form.notifies === false) return [name, alarm];
      alarm.addAlarmAction(new SnsAction(props.topic));
      // So that whoever was called, and an on-call service in their stead, hears of the end as well.
      alarm.addOkAction(new SnsAction(props.topic));
      return [name, alarm];
    };
    this.alarms = Object.fromEntries(Object.entries(alarmFormsOf(pair)).map(alarmOf)) as Record<AlarmName, IAlarm>;
  }
}

/**
 * Reads the states of alarms. AWS's documents disagree on what may be named: one page narrows DescribeAlarms to ARNs, refusals in the
 * field name `alarm:*`, whatever alarms were asked for. A state that cannot be read is an outage that nobody meets.
 */
export const grantReadAlarms = (reader: TwinboxFunction): void => {
  const everyAlarm = { service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME };
  reader.permit({
    sid: 'ReadAlarms',
    actions: ['cloudwatch:DescribeAlarms'],
    resources: [Stack.of(reader).formatArn(everyAlarm)],
    wildcards: 'DescribeAlarms is asked for all alarms of the account and region, whatever names it is given; it reads states.',
  });
};

/** Reads which rules mute alarms now. Resource type by the service authorization reference; a list is of all rules. */
export const grantReadMuteRules = (reader: TwinboxFunction): void => {
  const everyRule = {
    service: 'cloudwatch',
    resource: 'alarm-mute-rule',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  };
  reader.permit({
    sid: 'ReadMuteRules',
    actions: ['cloudwatch:ListAlarmMuteRules'],
    resources: [Stack.of(reader).formatArn(everyRule)],
    wildcards: 'ListAlarmMuteRules is asked for all mute rules of the account and region; it reads their names.',
  });
};
