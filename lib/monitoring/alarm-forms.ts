// What each alarm of a pair says and when it stands. Missing data is judged on purpose, alarm by alarm: a dead or blind watcher must
// never look like a dead primary.
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmName, METRICS } from '../../functions/contract/runtime/metrics.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';

/** What one alarm says and when. */
export interface AlarmForm {
  readonly message: string;
  readonly metric: keyof typeof METRICS;
  readonly statistic: string;
  readonly periodSeconds: number;
  /** Periods that must breach for it to stand. */
  readonly periods: number;
  /** Out of how many; left out: the same number, running. */
  readonly outOf?: number;
  /** False where it only acts, and another alarm notifies people of the same. */
  readonly notifies?: false;
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

/**
 * Five minutes of rounds. A state that comes and goes within them is one alarm that stands, not one each time: what flaps begins and
 * ends at most once in five minutes.
 */
const ROUNDS_REMEMBERED = 30;

/** Half of the 14 minutes that one capture has. */
const HALF_OF_CAPTURE_SECONDS = 420;

export const alarmFormsOf = ({ watch, policy }: PairSettings): Readonly<Record<AlarmName, AlarmForm>> => ({
  PrimaryDown: {
    message:
      'The assigned primary did not answer in several rounds running. Starts a recovery, also while it is muted; PrimaryUnsteady notifies people.',
    metric: 'primaryDown',
    statistic: Stats.MINIMUM,
    periodSeconds: watch.roundSeconds,
    periods: watch.failuresToAlarm,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
    // It may come and go many times an hour, and each time it must act.
    notifies: false,
  },
  PrimaryUnsteady: {
    message:
      'The assigned primary is down, or comes and goes: it did not answer in several of the last rounds, running or not. Starts nothing.',
    metric: 'primaryDown',
    statistic: Stats.MINIMUM,
    periodSeconds: watch.roundSeconds,
    periods: watch.failuresToAlarm,
    outOf: Math.max(ROUNDS_REMEMBERED, 3 * watch.failuresToAlarm),
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
  },
  ServiceDown: {
    message: 'The service did not answer under its public name for a minute of the last five, whatever the reason.',
    metric: 'serviceDown',
    statistic: Stats.MINIMUM,
    periodSeconds: watch.roundSeconds,
    periods: 6,
    outOf: ROUNDS_REMEMBERED,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
  },
  WatcherSilent: {
    message: 'Nobody watches the pair: no round was finished for three minutes or more. Never starts a recovery.',
    metric: 'heartbeat',
    statistic: Stats.SUM,
    periodSeconds: 60,
    periods: 3,
    operator: BELOW,
    threshold: 1,
    missing: BREACHING,
  },
  BackupStale: {
    message: 'The newest good backup is older than the recovery point objective, or nobody knows how old it is.',
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
    message: 'The last capture is suspect: kept, never restored by itself, and not counted as good.',
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
    message: 'The last capture took more than half of the 14 minutes that one has.',
    metric: 'captureSeconds',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: HALF_OF_CAPTURE_SECONDS,
    // The same: it stands until a capture is quicker.
    missing: IGNORE,
  },
  ReadBackFailed: {
    message: 'The newest backup is not what was captured, or nobody has read one back for more than a day.',
    metric: 'readBackFailed',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    // It is put while there is a backup; StandbyUnfit stands for an inspector that puts nothing.
    missing: IGNORE,
  },
  RecoveryHalted: {
    message: 'A recovery stopped and left a hold: a human has to go on.',
    metric: 'recoveryHalted',
    statistic: Stats.SUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
  },
  SplitBrain: {
    message: 'A quarantined appliance answers on the users’ path again: two appliances may serve.',
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
    message: 'The standby could not take over, or nobody knows whether it could.',
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
    message: 'The two appliances run different software, or show users different certificates.',
    metric: 'outOfParity',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    periods: 5,
    operator: AT_LEAST,
    threshold: 1,
    // It is put only while both appliances tell what they run; StandbyUnfit and PrimaryDown stand for one that does not.
    missing: IGNORE,
  },
  CertificateExpiring: {
    message: 'The certificate of one of the appliances ends soon, or has ended.',
    metric: 'certificateDays',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    periods: 5,
    operator: BELOW,
    threshold: watch.certificateDays,
    // An appliance that cannot be reached shows none: what was known of it still holds.
    missing: IGNORE,
  },
});
