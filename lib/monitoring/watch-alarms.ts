// The alarms of each pair. Their only dimension is the pair, so a swap of roles does not affect them.
import { Duration } from 'aws-cdk-lib';
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
  type IAlarmRule,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  type AlarmName,
  type AlarmPart,
  ARMED_ALARMS,
  type ArmedAlarmName,
  alarmNameOf,
  alarmPartNameOf,
  HELD_ALARMS,
  type HeldAlarmName,
  METRICS,
  namespaceOf,
  PAIR_DIMENSION,
} from '../../functions/contract/runtime/metrics.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { AlarmForm, Unsteady } from './alarm-form.ts';
import { alarmFormsOf } from './alarm-forms.ts';

export interface WatchAlarmsProps {
  readonly pair: PairSettings;
  readonly topic: ITopic;
}

/** A metric of the pair. */
export const pairMetric = (
  pair: string,
  metric: keyof typeof METRICS,
  statistic: string,
  periodSeconds: number,
): Metric =>
  new Metric({
    namespace: namespaceOf(pair),
    metricName: METRICS[metric],
    dimensionsMap: { [PAIR_DIMENSION]: pair },
    statistic,
    period: Duration.seconds(periodSeconds),
  });

/** Minutes with a data point that arm an alarm, out of the last 15 minutes. */
const ARMING_POINTS = 3;
const ARMING_MINUTES = 15;

const inAlarm = (alarm: IAlarm): IAlarmRule => AlarmRule.fromAlarm(alarm, AlarmState.ALARM);

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
    const held = HELD_ALARMS.find((one) => one === name);
    const describes = `${form.message} What to do: docs/runbook.md, section ${name}.`;
    if (held && form.heldBy) return this.heldAlarm(held, form, form.heldBy, describes);
    if (!armed) {
      const alarm = this.metricAlarm(
        name,
        { alarmName: alarmNameOf(this.pair, name), alarmDescription: describes },
        form,
      );
      return form.notifies === false ? alarm : this.notifying(alarm);
    }
    // CloudWatch may evaluate the two in any order. The lab evaluates them in the order of creation, so this is the
    // harder one.
    const arming = this.armed(armed, 'Armed', form, ARMING_POINTS);
    const condition = this.partOf(armed, 'Condition', form, describes);
    const both = AlarmRule.allOf(inAlarm(condition), inAlarm(arming));
    return this.notifying(
      // A new id, because CloudFormation cannot change the type of the metric alarm that had the old one.
      new CompositeAlarm(this, `${name}Composite`, {
        compositeAlarmName: alarmNameOf(this.pair, name),
        alarmDescription: describes,
        alarmRule: form.unsteady
          ? AlarmRule.anyOf(both, this.unsteadyRule(armed, form, form.unsteady, describes))
          : both,
      }),
    );
  }

  /** In ALARM as soon as enough rounds have failed, and for as long as reconcile holds it. */
  private heldAlarm(name: HeldAlarmName, form: AlarmForm, heldBy: keyof typeof METRICS, describes: string): IAlarm {
    const raised = this.partOf(name, 'Raised', form, describes);
    const latch = { ...form, metric: heldBy, statistic: Stats.MAXIMUM, periodSeconds: 10 };
    // Published only when it changes: without data it keeps its state. Ten seconds, so that it is in ALARM before
    // the other part ends.
    const held = this.partOf(
      name,
      'Held',
      { ...latch, periods: 1, outOf: 1, missing: TreatMissingData.IGNORE },
      describes,
    );
    return this.notifying(
      new CompositeAlarm(this, `${name}Composite`, {
        compositeAlarmName: alarmNameOf(this.pair, name),
        alarmDescription: describes,
        alarmRule: AlarmRule.anyOf(inAlarm(raised), inAlarm(held)),
      }),
    );
  }

  /**
   * Holds while the condition comes and goes. Where silence counts, a gap before the first data points must not: the
   * latch closes once at most `periods` - 2 of the minutes are without data, one fewer than would be needed.
   */
  private unsteadyRule(name: ArmedAlarmName, form: AlarmForm, unsteady: Unsteady, describes: string): IAlarmRule {
    const { periods, outOf, missing } = unsteady;
    const settled =
      missing === TreatMissingData.BREACHING ? this.armed(name, 'Settled', form, outOf - periods + 2) : undefined;
    const part = inAlarm(this.partOf(name, 'Unsteady', { ...form, ...unsteady }, describes));
    return settled ? AlarmRule.allOf(part, inAlarm(settled)) : part;
  }

  private partOf(name: ArmedAlarmName | HeldAlarmName, part: AlarmPart, form: AlarmForm, describes: string): Alarm {
    const alarmDescription = `Part of ${alarmNameOf(this.pair, name)}; notifies nobody. ${describes}`;
    return this.metricAlarm(
      `${name}${part}`,
      { alarmName: alarmPartNameOf(this.pair, name, part), alarmDescription },
      form,
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
   * A latch. Goes into ALARM with the first data points, whatever their value, and stays there: every point breaches,
   * and missing data keeps the state. Needs one point more than the condition, because CloudWatch evaluates the parts at
   * different times, and the condition must have seen its points first.
   */
  private armed(name: ArmedAlarmName, part: 'Armed' | 'Settled', { metric }: AlarmForm, points: number): Alarm {
    return new Alarm(this, `${name}${part}`, {
      alarmName: alarmPartNameOf(this.pair, name, part),
      alarmDescription: `Part of ${alarmNameOf(this.pair, name)}; notifies nobody. Always in ALARM after its first data points: from then on, missing data counts. What to do: docs/runbook.md, section ${name}.`,
      metric: pairMetric(this.pair, metric, Stats.SAMPLE_COUNT, 60),
      evaluationPeriods: ARMING_MINUTES,
      datapointsToAlarm: points,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      treatMissingData: TreatMissingData.IGNORE,
    });
  }

  /** Notifies of the end too, so that the operator and the on-call service learn of it. */
  private notifying<T extends AlarmBase>(alarm: T): T {
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
    return alarm;
  }
}
