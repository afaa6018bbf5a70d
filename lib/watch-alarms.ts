// The alarms of each pair. Their dimension is the pair alone, so a swap of roles changes nothing for them. Missing data is judged
// on purpose, alarm by alarm: a dead or blind watcher must never look like a dead primary.
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarm, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmName, alarmNameOf, METRIC_NAMESPACE, METRICS, PAIR_DIMENSION } from '../functions/contract/metrics.ts';
import type { PairSettings } from '../functions/contract/pair-settings.ts';
import { idOf, type TwinboxFunction } from './twinbox-function.ts';

export interface WatchAlarmsProps {
  readonly pair: PairSettings;
  readonly topic: ITopic;
}

/** What one alarm says and when. */
interface AlarmForm {
  readonly says: string;
  readonly metric: keyof typeof METRICS;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly periods: number;
  readonly operator: ComparisonOperator;
  readonly threshold: number;
  readonly missing: TreatMissingData;
}

const {
  GREATER_THAN_OR_EQUAL_TO_THRESHOLD: AT_LEAST,
  GREATER_THAN_THRESHOLD: ABOVE,
  LESS_THAN_THRESHOLD: BELOW,
} = ComparisonOperator;
const { NOT_BREACHING, BREACHING, IGNORE } = TreatMissingData;

/** Half of the 14 minutes that one capture has. */
const HALF_OF_CAPTURE_SECONDS = 420;

const formsOf = ({ watch, policy }: PairSettings): Readonly<Record<AlarmName, AlarmForm>> => ({
  PrimaryDown: {
    says: 'The assigned primary did not answer in several rounds running. Starts a recovery.',
    metric: 'primaryDown',
    statistic: Stats.MINIMUM,
    periodSeconds: watch.roundSeconds,
    periods: watch.failuresToAlarm,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
  },
  ServiceDown: {
    says: 'The service does not answer under its public name, whatever the reason.',
    metric: 'serviceDown',
    statistic: Stats.MINIMUM,
    periodSeconds: watch.roundSeconds,
    periods: 6,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
  },
  WatcherSilent: {
    says: 'Nobody watches the pair: no round was finished for three minutes. Never starts a recovery.',
    metric: 'heartbeat',
    statistic: Stats.SUM,
    periodSeconds: 60,
    periods: 3,
    operator: BELOW,
    threshold: 1,
    missing: BREACHING,
  },
  BackupStale: {
    says: 'The newest good backup is older than the recovery point objective, or nobody knows how old it is.',
    metric: 'backupAgeMinutes',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 3,
    operator: ABOVE,
    threshold: policy.rpoMinutes,
    // While nobody knows the age, the newest backup may be any age.
    missing: BREACHING,
  },
  BackupSuspect: {
    says: 'The last capture is suspect: kept, never restored by itself, and not counted as good.',
    metric: 'captureSuspect',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    // It is put once a capture: the alarm stands until a good one.
    missing: IGNORE,
  },
  BackupOutgrown: {
    says: 'The last capture took more than half of the 14 minutes that one has.',
    metric: 'captureSeconds',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: HALF_OF_CAPTURE_SECONDS,
    // The same: it stands until a capture is quicker.
    missing: IGNORE,
  },
  RecoveryHalted: {
    says: 'A recovery stopped and left a hold: a human has to go on.',
    metric: 'recoveryHalted',
    statistic: Stats.SUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
  },
  SplitBrain: {
    says: 'A quarantined box answers on the users’ path again: two boxes may serve.',
    metric: 'splitBrain',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    // It is put only while a quarantine stands.
    missing: NOT_BREACHING,
  },
  StandbyUnfit: {
    says: 'The standby could not take over, or nobody knows whether it could.',
    metric: 'standbyUnfit',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    periods: 5,
    operator: AT_LEAST,
    threshold: 1,
    // An inspector that is dead or hangs must not look like a standby that is well.
    missing: BREACHING,
  },
  OutOfParity: {
    says: 'The two boxes run different software, or show users different certificates.',
    metric: 'outOfParity',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    periods: 5,
    operator: AT_LEAST,
    threshold: 1,
    // It is put only while both boxes tell what they run; StandbyUnfit and PrimaryDown stand for one that does not.
    missing: IGNORE,
  },
  CertificateExpiring: {
    says: 'The certificate of one of the boxes ends soon, or has ended.',
    metric: 'certificateDays',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    periods: 5,
    operator: BELOW,
    threshold: watch.certificateDays,
    // A box that cannot be reached shows none: what was known of it still holds.
    missing: IGNORE,
  },
});

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
    this.alarms = Object.fromEntries(Object.entries(formsOf(pair)).map(alarmOf)) as Record<AlarmName, IAlarm>;
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
