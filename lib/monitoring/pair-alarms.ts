// Alarms on the pair: a recovery that halted, a quarantined appliance that serves, and a standby that may not.
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { type AlarmForm, COMES_AND_GOES, MINUTES_REMEMBERED } from './alarm-form.ts';

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: AT_LEAST, LESS_THAN_THRESHOLD: BELOW } = ComparisonOperator;
const { NOT_BREACHING, BREACHING, IGNORE } = TreatMissingData;

type Name = 'RecoveryHalted' | 'SplitBrain' | 'StandbyUnfit' | 'OutOfParity' | 'CertificateExpiring' | 'NotReady';

export const pairAlarms = ({ watch }: Pick<PairSettings, 'watch'>): Readonly<Record<Name, AlarmForm>> => ({
  RecoveryHalted: {
    message: 'A recovery halted and left a hold: an operator has to continue it.',
    metric: 'recoveryHalted',
    statistic: Stats.SUM,
    periodSeconds: 60,
    // Published while the hold stays. A minute without a round is no end.
    periods: 1,
    outOf: 3,
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
  NotReady: {
    message: 'The pair could not fail over now, for a reason that nobody chose.',
    metric: 'notReady',
    statistic: Stats.MINIMUM,
    periodSeconds: 60,
    // N of N over a quarter of an hour: what users need at once has an alarm of its own, and each fault of this one
    // stays until somebody fixes it.
    periods: MINUTES_REMEMBERED,
    operator: AT_LEAST,
    threshold: 1,
    // Not published during a recovery. If the inspector publishes nothing, StandbyUnfit goes into ALARM.
    missing: IGNORE,
  },
});
