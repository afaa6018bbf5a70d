// The form in which one alarm of a pair is stated.
import type { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { METRICS } from '../../functions/contract/runtime/metrics.ts';

/** What one alarm says and when. */
export interface AlarmForm {
  readonly message: string;
  readonly metric: keyof typeof METRICS;
  readonly statistic: string;
  readonly periodSeconds: number;
  /** Periods that must breach before it goes into ALARM. */
  readonly periods: number;
  /** Out of how many; default: the same number, consecutively. */
  readonly outOf?: number;
  /** False if it only acts, and another alarm notifies the operators of the same. */
  readonly notifies?: false;
  readonly operator: ComparisonOperator;
  readonly threshold: number;
  readonly missing: TreatMissingData;
  /** The metric that keeps a held alarm in ALARM after its condition has ended. */
  readonly heldBy?: keyof typeof METRICS;
  /** Of an armed alarm: it is also in ALARM while its condition comes and goes. */
  readonly unsteady?: Unsteady;
}

/** How many of how many periods must breach, and whether a period without data does. */
export interface Unsteady {
  readonly periods: number;
  readonly outOf: number;
  readonly missing: TreatMissingData;
}

/** What is published once a minute and comes and goes keeps one alarm in ALARM for a quarter of an hour. */
export const MINUTES_REMEMBERED = 15;
export const COMES_AND_GOES = { periods: 5, outOf: MINUTES_REMEMBERED };
