// The alarms of each pair. Their dimension is the pair alone, so a swap of roles changes nothing for them.
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmBase,
  type AlarmProps,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  type IAlarm,
  type IAlarmAction,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  type AlarmName,
  ARMED_ALARMS,
  type ArmedAlarmName,
  alarmNameOf,
  alarmPartNameOf,
  METRICS,
  namespaceOf,
  PAIR_DIMENSION,
} from '../../functions/contract/runtime/metrics.ts';
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

/** Minutes with a data point that arm an alarm, out of the last quarter of an hour. */
const ARMING_POINTS = 3;
const ARMING_MINUTES = 15;

export class WatchAlarms extends Construct {
  readonly alarms: Readonly<Record<AlarmName, IAlarm>>;
  private readonly pair: string;
  private readonly action: IAlarmAction;

  constructor(scope: Construct, id: string, props: WatchAlarmsProps) {
    super(scope, id);
    this.pair = props.pair.name;
    this.action = new SnsAction(props.topic);
    const forms = Object.entries(alarmFormsOf(props.pair)) as [AlarmName, AlarmForm][];
    const alarms = forms.map(([name, form]): [AlarmName, IAlarm] => [name, this.alarmOf(name, form)]);
    this.alarms = Object.fromEntries(alarms) as Record<AlarmName, IAlarm>;
  }

  private alarmOf(name: AlarmName, form: AlarmForm): IAlarm {
    const armed = ARMED_ALARMS.find((one) => one === name);
    const describes = `${form.message} What to do: docs/runbook.md, section ${name}.`;
    if (!armed) {
      const alarm = this.metricAlarm(name, { alarmName: alarmNameOf(this.pair, name), alarmDescription: describes }, form);
      return form.notifies === false ? alarm : this.notifying(alarm);
    }
    // In this order: CloudWatch may judge the two in any, and the lab judges alarms as they were made, the harder order first.
    const arming = this.arming(armed, form);
    const alarmDescription = `Part of ${alarmNameOf(this.pair, name)}, without a word to anybody: ${describes}`;
    const alarmName = alarmPartNameOf(this.pair, armed, 'Condition');
    const condition = this.metricAlarm(`${name}Condition`, { alarmName, alarmDescription }, form);
    return this.notifying(
      // Not the id that the alarm on the metric had before: CloudFormation changes no resource's type.
      new CompositeAlarm(this, `${name}Composite`, {
        compositeAlarmName: alarmNameOf(this.pair, name),
        alarmDescription: describes,
        alarmRule: AlarmRule.allOf(
          AlarmRule.fromAlarm(condition, AlarmState.ALARM),
          AlarmRule.fromAlarm(arming, AlarmState.ALARM),
        ),
      }),
    );
  }

  private metricAlarm(id: string, named: Pick<AlarmProps, 'alarmName' | 'alarmDescription'>, form: AlarmForm): Alarm {
    return new Alarm(this, id, {
      ...named,
      metric: pairMetric(this.pair, form.metric, form.statistic, form.periodSeconds),
      evaluationPeriods: form.outOf ?? form.periods,
      datapointsToAlarm: form.periods,
      comparisonOperator: form.operator,
      threshold: form.threshold,
      treatMissingData: form.missing,
    });
  }

  /**
   * Goes to ALARM with the first data points, whatever their value, and never leaves it: every point breaches, and silence keeps the
   * state. Not with the first point alone: CloudWatch judges the two parts at moments of its own, and the condition has to have seen
   * that point before.
   */
  private arming(name: ArmedAlarmName, { metric }: AlarmForm): Alarm {
    return new Alarm(this, `${name}Armed`, {
      alarmName: alarmPartNameOf(this.pair, name, 'Armed'),
      alarmDescription: `Part of ${alarmNameOf(this.pair, name)}, without a word to anybody: from its first figures on, silence counts. Always in ALARM after them. What to do: docs/runbook.md, section ${name}.`,
      metric: pairMetric(this.pair, metric, Stats.SAMPLE_COUNT, 60),
      evaluationPeriods: ARMING_MINUTES,
      datapointsToAlarm: ARMING_POINTS,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      treatMissingData: TreatMissingData.IGNORE,
    });
  }

  /** Of the end as well, so that whoever was called, and an on-call service in their stead, hears of it. */
  private notifying<T extends AlarmBase>(alarm: T): T {
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
    return alarm;
  }
}

/**
 * Reads the states of alarms. Of composite alarms DescribeAlarms tells only whoever may ask for everything
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html). Of the others AWS's documents disagree on
 * what may be named: one page narrows it to ARNs, refusals in the field name `alarm:*`. A state that cannot be read is an outage that
 * nobody meets.
 */
export const grantReadAlarms = (reader: TwinboxFunction): void => {
  reader.permit({
    sid: 'ReadAlarms',
    actions: ['cloudwatch:DescribeAlarms'],
    resources: ['*'],
    wildcards: 'DescribeAlarms tells of composite alarms only where it is allowed on everything; it reads states.',
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
