// The alarms of each pair. Their dimension is the pair alone, so a swap of roles changes nothing for them.
import { Duration } from 'aws-cdk-lib';
import { Alarm, type IAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmName, alarmNameOf, METRIC_NAMESPACE, METRICS, PAIR_DIMENSION } from '../functions/contract/metrics.ts';
import type { PairSettings } from '../functions/contract/pair-settings.ts';
import { type AlarmForm, alarmFormsOf } from './alarm-forms.ts';
import { idOf, type TwinboxFunction } from './twinbox-function.ts';

export interface WatchAlarmsProps {
  readonly pair: PairSettings;
  readonly topic: ITopic;
}

/** A metric of the pair. */
export const pairMetric = (pair: string, metric: keyof typeof METRICS, statistic: string, periodSeconds: number): Metric =>
  new Metric({
    namespace: METRIC_NAMESPACE,
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
        evaluationPeriods: form.periods,
        datapointsToAlarm: form.periods,
        comparisonOperator: form.operator,
        threshold: form.threshold,
        treatMissingData: form.missing,
      });
      alarm.addAlarmAction(new SnsAction(props.topic));
      return [name, alarm];
    };
    this.alarms = Object.fromEntries(Object.entries(alarmFormsOf(pair)).map(alarmOf)) as Record<AlarmName, IAlarm>;
  }

  /** Reads the state of this pair's alarms. */
  grantRead(reader: TwinboxFunction): void {
    reader.permit({
      sid: `ReadAlarmsOf${idOf(this.node.id)}`,
      actions: ['cloudwatch:DescribeAlarms'],
      resources: Object.values(this.alarms).map((alarm) => alarm.alarmArn),
    });
  }
}
