// The dashboard of a pair: alarms first, then what the watcher sees, then backups and recoveries.
import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IAlarm,
  LogQueryVisualizationType,
  LogQueryWidget,
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
  /** Alarms on the pair. */
  readonly alarms: WatchAlarms;
  /** Alarms on Twinbox itself. */
  readonly own: readonly IAlarm[];
  /** The calls of some functions count the ends of recoveries: status, pauses and invalid inputs never reach these. */
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
      calls('finish', 'completed (moved, drilled, dry run)'),
      calls('stand-down', 'stood down'),
      pairMetric(props.pair, 'recoveryHalted', Stats.SUM, 300).with({ label: 'halted' }),
    ];
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: `Twinbox-${props.pair}`,
      defaultInterval: Duration.hours(3),
      widgets: [
        [this.readiness(props)],
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
          graph('Duration of a capture (seconds; aborted at 840)', ofPair('captureSeconds', Stats.MAXIMUM, 60)),
          graph('Recoveries that ended', recoveries),
        ],
        [
          graph('Standby unfit (1 = yes)', ofPair('standbyUnfit', Stats.MAXIMUM, 60)),
          graph('Out of parity (1 = yes)', ofPair('outOfParity', Stats.MAXIMUM, 60)),
          graph('Days until a certificate expires', ofPair('certificateDays', Stats.MINIMUM, 60)),
        ],
        [
          graph('Read-back of the newest backup failed (1 = yes)', ofPair('readBackFailed', Stats.MAXIMUM, 60)),
          graph('Events not delivered', [props.undelivered.metricApproximateNumberOfMessagesVisible()]),
        ],
      ],
    });
  }

  /** The verdicts of the last hours, newest first, from the answers that the function logs. */
  private readiness({ functions }: DashboardProps): LogQueryWidget {
    return new LogQueryWidget({
      title: 'Can the pair fail over? (checked every hour)',
      width: WIDTH,
      height: 4,
      view: LogQueryVisualizationType.TABLE,
      logGroupNames: [functions.of('check-readiness').logGroupName],
      queryLines: [
        'fields @timestamp, evidence.0 as verdict',
        'filter ispresent(evidence.0)',
        'sort @timestamp desc',
        'limit 5',
      ],
    });
  }
}
