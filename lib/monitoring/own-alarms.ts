// Alarms on Twinbox itself: its last safeguards must not fail unnoticed.
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarm,
  type Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type OwnAlarmName, ownAlarmNameOf } from '../../functions/contract/runtime/metrics.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';

export interface OwnAlarmsProps {
  /** Name of the pair that the stack serves. */
  readonly pair: string;
  readonly undelivered: IQueue;
  readonly reconcile: TwinboxFunction;
  readonly closeOut: TwinboxFunction;
  readonly topic: ITopic;
}

interface OwnForm {
  readonly message: string;
  readonly metric: Metric;
  /** Minutes evaluated, and how many of them must breach. */
  readonly minutes: readonly [of: number, bad: number];
}

const MINUTE = Duration.minutes(1);

const formsOf = ({ undelivered, reconcile, closeOut }: OwnAlarmsProps): Readonly<Record<OwnAlarmName, OwnForm>> => ({
  Undelivered: {
    message:
      'An event or a scheduled call could not be delivered: a recovery may have been neither started nor closed out.',
    metric: undelivered.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: MINUTE }),
    minutes: [1, 1],
  },
  ReconcileFails: {
    message: 'Reconcile fails repeatedly: if the event of an alarm is lost, nothing handles the outage.',
    metric: reconcile.lambda.metricErrors({ statistic: Stats.SUM, period: MINUTE }),
    minutes: [5, 3],
  },
  CloseOutFails: {
    message: 'Close-out failed: a stopped recovery may have left no hold, no report and no notification.',
    metric: closeOut.lambda.metricErrors({ statistic: Stats.SUM, period: MINUTE }),
    minutes: [1, 1],
  },
});

export class OwnAlarms extends Construct {
  readonly alarms: readonly IAlarm[];

  constructor(scope: Construct, id: string, props: OwnAlarmsProps) {
    super(scope, id);
    const action = new SnsAction(props.topic);
    this.alarms = Object.entries(formsOf(props)).map(([name, { message, metric, minutes }]) => {
      const alarm = new Alarm(this, name, {
        alarmName: ownAlarmNameOf(props.pair, name as OwnAlarmName),
        alarmDescription: `${message} What to do: docs/runbook.md, section ${name}.`,
        metric,
        evaluationPeriods: minutes[0],
        datapointsToAlarm: minutes[1],
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
  }
}
