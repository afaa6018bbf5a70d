// Alarms on what the watcher sees: the primary, the service under its public name, and the watcher itself.
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { type AlarmForm, COMES_AND_GOES } from './alarm-form.ts';

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: AT_LEAST, LESS_THAN_THRESHOLD: BELOW } = ComparisonOperator;
const { NOT_BREACHING, BREACHING } = TreatMissingData;

/**
 * Five minutes of rounds. A state that comes and goes more often than the alarm needs keeps it in ALARM. One that fails
 * just about as often as that (with three failures to the alarm, one round in ten) would raise it several times an
 * hour, so it stays in ALARM for another half hour (`heldBy`).
 */
const ROUNDS_REMEMBERED = 30;

type Name = 'PrimaryDown' | 'PrimaryUnsteady' | 'ServiceDown' | 'WatcherSilent';

export const serviceAlarms = ({ watch }: Pick<PairSettings, 'watch'>): Readonly<Record<Name, AlarmForm>> => ({
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
      'The assigned primary is down, or comes and goes: it did not answer in several rounds of five minutes, now or within the last half hour. Starts no recovery.',
    metric: 'primaryDown',
    statistic: Stats.MINIMUM,
    periodSeconds: watch.roundSeconds,
    periods: watch.failuresToAlarm,
    outOf: Math.max(ROUNDS_REMEMBERED, 3 * watch.failuresToAlarm),
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
    heldBy: 'primaryUnsteady',
  },
  ServiceDown: {
    message:
      'The service did not answer under its public name for one minute of five, now or within the last half hour, for whatever reason.',
    metric: 'serviceDown',
    statistic: Stats.MINIMUM,
    periodSeconds: watch.roundSeconds,
    periods: 6,
    outOf: ROUNDS_REMEMBERED,
    operator: AT_LEAST,
    threshold: 1,
    missing: NOT_BREACHING,
    heldBy: 'serviceUnsteady',
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
});
