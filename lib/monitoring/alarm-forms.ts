// What each alarm of a pair says, and when it is in ALARM. Each alarm defines how it treats missing data: a dead or
// blind watcher must never appear as a dead primary.
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmName } from '../../functions/contract/runtime/metrics.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { AlarmForm } from './alarm-form.ts';

const {
  GREATER_THAN_OR_EQUAL_TO_THRESHOLD: AT_LEAST,
  GREATER_THAN_THRESHOLD: ABOVE,
  LESS_THAN_THRESHOLD: BELOW,
} = ComparisonOperator;
const { NOT_BREACHING, BREACHING, IGNORE } = TreatMissingData;

/**
 * Five minutes of rounds. A state that comes and goes within them keeps one alarm in ALARM: a flapping state notifies
 * at most once in five minutes.
 */
const ROUNDS_REMEMBERED = 30;

/** What is published once a minute and comes and goes keeps one alarm in ALARM for a quarter of an hour. */
const MINUTES_REMEMBERED = 15;
const COMES_AND_GOES = { periods: 5, outOf: MINUTES_REMEMBERED };

/** Half of the 14 minutes that one capture has. */
const HALF_OF_CAPTURE_SECONDS = 420;

export const alarmFormsOf = ({ watch, policy }: PairSettings): Readonly<Record<AlarmName, AlarmForm>> => ({
  PrimaryDown: {
    message:
      'The assigned primary did not answer in several consecutive rounds. Starts a recovery, even while muted. PrimaryUnsteady notifies the operators.',
    metric: 'primaryDown',
    statistic: Stats.MINIMUM,
    periodSeconds: watch.roundSeconds,
    periods: watch.failuresToAlarm,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
    // It may come and go many times an hour, and must act each time.
    notifies: false,
  },
  PrimaryUnsteady: {
    message:
      'The assigned primary is down, or comes and goes: it did not answer in several of the last rounds. Starts no recovery.',
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
    message: 'The service did not answer under its public name for one of the last five minutes, for whatever reason.',
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
    message:
      'Nothing watches the pair: no round has finished for three minutes, or for five of the last fifteen. Never starts a recovery.',
    metric: 'heartbeat',
    statistic: Stats.SUM,
    periodSeconds: 60,
    periods: 3,
    operator: BELOW,
    threshold: 1,
    missing: BREACHING,
    // A watcher that runs every other time is never silent for three minutes, and yet blind for half of the time.
    unsteady: { ...COMES_AND_GOES, missing: BREACHING },
  },
  BackupStale: {
    message: 'The newest good backup is older than the recovery point objective, or its age is unknown.',
    metric: 'backupAgeMinutes',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 3,
    operator: ABOVE,
    threshold: policy.rpoMinutes,
    // N of N: an age grows until the next good capture, so it cannot come and go. While the age is unknown, the newest
    // backup may be of any age; a known age between two failed reads shows that it is not.
    missing: BREACHING,
  },
  BackupSuspect: {
    message:
      'The last capture is suspect: Twinbox keeps it, never restores it on its own, and does not count it as good.',
    metric: 'captureSuspect',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    // Published once a capture: the alarm stays in ALARM until a good one.
    missing: IGNORE,
  },
  BackupOutgrown: {
    message: 'The last capture took more than half of its limit of 14 minutes.',
    metric: 'captureSeconds',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: HALF_OF_CAPTURE_SECONDS,
    // The same: it stays in ALARM until a capture is faster.
    missing: IGNORE,
  },
  ReadBackFailed: {
    message: 'The newest backup differs from what was captured, or no backup has been read back for more than a day.',
    metric: 'readBackFailed',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    // Published while there is a backup. If the inspector publishes nothing, StandbyUnfit goes into ALARM.
    missing: IGNORE,
  },
  RecoveryHalted: {
    message: 'A recovery halted and left a hold: an operator has to continue it.',
    metric: 'recoveryHalted',
    statistic: Stats.SUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
  },
  SplitBrain: {
    message: 'A quarantined appliance answers on the users’ path again: both appliances may serve.',
    metric: 'splitBrain',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    // One answer is enough. One that answers every other minute is one alarm.
    outOf: MINUTES_REMEMBERED,
    operator: AT_LEAST,
    threshold: 1,
    // Published only during a quarantine.
    missing: NOT_BREACHING,
  },
  StandbyUnfit: {
    message: 'The standby could not take over now or comes and goes, or it is unknown whether it could take over.',
    metric: 'standbyUnfit',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    periods: 5,
    operator: AT_LEAST,
    threshold: 1,
    // A dead or hanging inspector must not appear as a healthy standby. Silence is N of N: one verdict in five minutes
    // says all that an inspection can say.
    missing: BREACHING,
    // A standby that is unfit every other minute may be so when it is needed.
    unsteady: { ...COMES_AND_GOES, missing: NOT_BREACHING },
  },
  OutOfParity: {
    message: 'The two appliances run different software, or present different certificates to users.',
    metric: 'outOfParity',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    // An appliance that reports its version only now and then counts as alike in between.
    ...COMES_AND_GOES,
    operator: AT_LEAST,
    threshold: 1,
    // Published only while both appliances report what they run. StandbyUnfit and PrimaryDown cover one that does not.
    missing: IGNORE,
  },
  CertificateExpiring: {
    message: 'The certificate of one of the appliances expires soon or has expired.',
    metric: 'certificateDays',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    periods: 5,
    operator: BELOW,
    threshold: watch.certificateDays,
    // N of N: the days change only with the certificate, so they cannot come and go. An unreachable appliance presents
    // none: the last known state remains valid.
    missing: IGNORE,
  },
});
