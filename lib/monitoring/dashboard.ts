// The first dashboard: what is wrong, then what the watcher sees, then backups, then recoveries.
import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IAlarm,
  type Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TwinboxFunctions } from '../functions/twinbox-functions.ts';
import { pairMetric, type WatchAlarms } from './watch-alarms.ts';

export interface DashboardProps {
  readonly pairs: readonly PairSettings[];
  /** One a pair. */
  readonly alarms: readonly WatchAlarms[];
  /** On Twinbox itself. */
  readonly own: readonly IAlarm[];
  /** Whose calls are the ends of recoveries: status, pauses and typing errors reach none of them. */
  readonly functions: TwinboxFunctions;
  readonly undelivered: IQueue;
}

const WIDTH = 24;

/** Alarms that one widget takes: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const ALARMS_A_WIDGET = 100;

/** Rows of one widget each. */
const alarmWidgets = (alarms: readonly IAlarm[]): AlarmStatusWidget[][] =>
  Array.from({ length: Math.ceil(alarms.length / ALARMS_A_WIDGET) }, (_, index) => [
    new AlarmStatusWidget({
      title: index === 0 ? 'Alarms' : 'More alarms',
      width: WIDTH,
      height: 3,
      alarms: alarms.slice(index * ALARMS_A_WIDGET, (index + 1) * ALARMS_A_WIDGET),
    }),
  ]);

export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const perPair = (metric: Parameters<typeof pairMetric>[1], statistic: string, periodSeconds: number) =>
      props.pairs.map(({ name }) => pairMetric(name, metric, statistic, periodSeconds).with({ label: name }));
    const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: WIDTH / 3 });
    const calls = (verb: 'finish' | 'stand-down', label: string) =>
      props.functions.of(verb).lambda.metricInvocations({ label, period: Duration.minutes(5) });
    const recoveries = [
      calls('finish', 'went through (moved, drilled, dry run)'),
      calls('stand-down', 'stood down'),
      ...props.pairs.map(({ name }) => pairMetric(name, 'recoveryHalted', Stats.SUM, 300).with({ label: `${name} halted` })),
    ];
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: 'Twinbox',
      defaultInterval: Duration.hours(3),
      widgets: [
        ...alarmWidgets([...props.alarms.flatMap(({ alarms }) => Object.values(alarms)), ...props.own]),
        [
          graph('Primary down (1 = yes)', perPair('primaryDown', Stats.MAXIMUM, 10)),
          graph('Service down under its name (1 = yes)', perPair('serviceDown', Stats.MAXIMUM, 10)),
          graph('Rounds a minute', perPair('heartbeat', Stats.SUM, 60)),
        ],
        [
          graph('Age of the newest good backup (minutes)', perPair('backupAgeMinutes', Stats.MAXIMUM, 60)),
          graph('Length of a capture (seconds; given up at 840)', perPair('captureSeconds', Stats.MAXIMUM, 60)),
          graph('Recoveries that ended', recoveries),
        ],
        [
          graph('Standby unfit (1 = yes)', perPair('standbyUnfit', Stats.MAXIMUM, 60)),
          graph('Out of parity (1 = yes)', perPair('outOfParity', Stats.MAXIMUM, 60)),
          graph('Days that the certificates still hold', perPair('certificateDays', Stats.MINIMUM, 60)),
        ],
        [
          graph('Newest backup not read back whole (1 = yes)', perPair('readBackFailed', Stats.MAXIMUM, 60)),
          graph('Events not delivered', [props.undelivered.metricApproximateNumberOfMessagesVisible()]),
        ],
      ],
    });
  }
}
