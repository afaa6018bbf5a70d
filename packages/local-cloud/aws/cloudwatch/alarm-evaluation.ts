// What state an alarm takes from its data points: pure, after "Configuring how CloudWatch alarms treat missing data"
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).

export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type MissingData = 'breaching' | 'notBreaching' | 'ignore' | 'missing';
export type Comparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export interface AlarmRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly missingData: MissingData;
}

export interface Evaluation {
  readonly state: AlarmStateValue;
  readonly reason: string;
}

/**
 * How many periods are evaluated: more than the alarm needs, so that gaps can be bridged by older points. AWS does not
 * say
 * how many; its examples have 5 for 3 evaluation periods. Assumed: two more, whatever the period.
 */
export const evaluationRange = (evaluationPeriods: number): number => evaluationPeriods + 2;

export const isBreaching = (value: number, { comparison, threshold }: AlarmRule): boolean => {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
};

interface Point {
  readonly breaching: boolean;
  /** 1 is the newest period. */
  readonly age: number;
}

const judge = (breachingCount: number, rule: AlarmRule, text: string): Evaluation => {
  const alarm = breachingCount >= rule.datapointsToAlarm;
  return { state: alarm ? 'ALARM' : 'OK', reason: `Threshold ${alarm ? 'Crossed' : 'not crossed'}: ${text}` };
};

/** "Alarms are designed to always go into ALARM state when the oldest available breaching datapoint is at least as old as
 * Datapoints to Alarm, and all other more recent data points are breaching or missing." */
const isPremature = (points: readonly Point[], rule: AlarmRule): boolean =>
  points.every(({ breaching }) => breaching) && (points.at(-1)?.age ?? 0) >= rule.datapointsToAlarm;

/**
 * Evaluates the points of the evaluation range, oldest first; undefined is a period without data. `current` is the
 * state
 * that `ignore` keeps.
 */
export const evaluateAlarm = (
  range: readonly (number | undefined)[],
  rule: AlarmRule,
  current: AlarmStateValue,
): Evaluation => {
  const { evaluationPeriods, datapointsToAlarm, missingData } = rule;
  const newestFirst = [...range].reverse();
  const real: Point[] = newestFirst.flatMap((value, index) =>
    value === undefined ? [] : [{ breaching: isBreaching(value, rule), age: index + 1 }],
  );
  const shown = `[${range.map((value) => value ?? '-').join(', ')}] against ${rule.comparison} ${rule.threshold}`;
  const text = `${datapointsToAlarm} of ${evaluationPeriods} data points are needed, got ${shown}`;
  if (real.length >= evaluationPeriods)
    return judge(real.slice(0, evaluationPeriods).filter(({ breaching }) => breaching).length, rule, text);

  const toFill = evaluationPeriods - real.length;
  const breaching = real.filter((point) => point.breaching).length;
  if (missingData === 'breaching')
    return judge(breaching + toFill, rule, `${text}, ${toFill} missing treated as breaching`);
  if (missingData === 'notBreaching')
    return judge(breaching, rule, `${text}, ${toFill} missing treated as not breaching`);
  const kept: Evaluation = { state: current, reason: `Unchanged: ${text}, ${toFill} missing` };
  if (real.length === 0)
    return missingData === 'ignore' ? kept : { state: 'INSUFFICIENT_DATA', reason: `Insufficient Data: ${text}` };
  if (breaching >= datapointsToAlarm) return judge(breaching, rule, text);
  if (breaching < real.length) return judge(breaching, rule, text);
  // Only breaching points, too few to be sure: one may still be followed by a good one.
  if (missingData === 'missing' && isPremature(real, rule))
    return { state: 'ALARM', reason: `Threshold Crossed: ${text}` };
  return kept;
};
