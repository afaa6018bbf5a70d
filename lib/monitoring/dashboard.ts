// The first dashboard of a pair: what is wrong, then what the watcher sees, then backups, then recoveries.
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
import type { TwinboxFunctions } from '../functions/twinbox-functions.ts';
import { pairMetric, type WatchAlarms } from './watch-alarms.ts';

export interface DashboardProps {
  /** Name of the pair. */
  readonly pair: string;
  /** On the pair. */
  readonly alarms: WatchAlarms;
  /** On Twinbox itself. */
  readonly own: readonly IAlarm[];
  /** Whose calls are the ends of recoveries: status, pauses and typing errors reach none of them. */
  readonly functions: TwinboxFunctions;
  readonly undelivered: IQueue;
}

const WIDTH = 24;

export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const ofPair = (metric: Parameters<typeof pairMetric>[1], statistic: string, periodSeconds: number) => [
      pairMetric(props.pair, metric, statistic, periodSeconds).with({ label: props.pair }),
    ];
    const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: WIDTH / 3 });
    const calls = (verb: 'finish' | 'stand-down', label: string) =>
      props.functions.of(verb).lambda.metricInvocations({ label, period: Duration.minutes(5) });
    const recoveries = [
      calls('finish', 'went through (moved, drilled, dry run)'),
      calls('stand-down', 'stood down'),
      pairMetric(props.pair, 'recoveryHalted', Stats.SUM, 300).with({ label: 'halted' }),
    ];
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: `Twinbox-${props.pair}`,
      defaultInterval: Duration.hours(3),
      widgets: [
        [
          new AlarmStatusWidget({
            title: 'Alarms',
            width: WIDTH,
            height: 3,
            alarms: [...Object.values(props.alarms.alarms), ...props.own],
          }),
        ],
        [
          graph('Primary down (1 = yes)', ofPair('primaryDown', Stats.MAXIMUM, 10)),
          graph('Service down under its name (1 = yes)', ofPair('serviceDown', Stats.MAXIMUM, 10)),
          graph('Rounds a minute', ofPair('heartbeat', Stats.SUM, 60)),
        ],
        [
          graph('Age of the newest good backup (minutes)', ofPair('backupAgeMinutes', Stats.MAXIMUM, 60)),
          graph('Length of a capture (seconds; given up at 840)', ofPair('captureSeconds', Stats.MAXIMUM, 60)),
          graph('Recoveries that ended', recoveries),
        ],
        [
          graph('Standby unfit (1 = yes)', ofPair('standbyUnfit', Stats.MAXIMUM, 60)),
          graph('Out of parity (1 = yes)', ofPair('outOfParity', Stats.MAXIMUM, 60)),
          graph('Days that the certificates still hold', ofPair('certificateDays', Stats.MINIMUM, 60)),
        ],
        [
          graph('Newest backup not read back whole (1 = yes)', ofPair('readBackFailed', Stats.MAXIMUM, 60)),
          graph('Events not delivered', [props.undelivered.metricApproximateNumberOfMessagesVisible()]),
        ],
      ],
    });
  }
}
