// The table of alarms in the architecture says what the template declares.
import {
  ALARMS,
  ARMED_ALARMS,
  alarmNameOf,
  alarmPartNameOf,
  HELD_ALARMS,
} from '../../functions/contract/runtime/metrics.ts';
import { resourcesOf, synthesized, type Template } from '../lib/synthesized.ts';
import { textOf } from './text-of.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

const TIMES: Readonly<Record<number, string>> = {
  1: 'once',
  3: 'three times in a row',
  5: 'five times in a row',
  6: 'six times in a row',
  15: '15 times in a row',
};
const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'at least',
  GreaterThanThreshold: 'above',
  LessThanThreshold: 'below',
};
const MISSING: Readonly<Record<string, RegExp>> = {
  breaching: /^breaching/,
  notBreaching: /^not breaching/,
  ignore: /^ignored/,
};
/** Cells that stand for a setting instead of its value in the example. */
const BY_SETTING: Readonly<Record<string, string>> = {
  PrimaryDown: 'at least 1, `failuresToAlarm` times in a row',
  PrimaryUnsteady: 'at least 1, `failuresToAlarm` times in 30',
  BackupStale: 'above `rpoMinutes`, three times in a row',
  CertificateExpiring: 'below `certificateDays`, five times in a row',
};

const cellsOf = (name: string): readonly string[] =>
  textOf('docs/architecture.md')
    .split('\n')
    .find((line) => line.startsWith(`| ${name} | `))
    ?.slice(2, -2)
    .split(' | ') ?? [];

test.each(ALARMS)('the row of %s', (name) => {
  const armed = ARMED_ALARMS.find((one) => one === name);
  const held = HELD_ALARMS.find((one) => one === name);
  const wanted = held
    ? alarmPartNameOf('support', held, 'Raised')
    : armed
      ? alarmPartNameOf('support', armed, 'Condition')
      : alarmNameOf('support', name);
  const found = resourcesOf(template, 'AWS::CloudWatch::Alarm').find(
    ([, { Properties }]) => Properties.AlarmName === wanted,
  );
  const {
    MetricName,
    Statistic,
    Period,
    EvaluationPeriods,
    DatapointsToAlarm,
    ComparisonOperator,
    Threshold,
    TreatMissingData,
  } = found?.[1].Properties ?? {};
  const [, metric, when, missing] = cellsOf(name);
  expect(metric).toBe(
    `${MetricName}, ${String(Statistic).toLowerCase()} of ${Period === 60 ? '1 min' : `${Period} s`}`,
  );
  const times =
    EvaluationPeriods === DatapointsToAlarm
      ? TIMES[Number(EvaluationPeriods)]
      : `${DatapointsToAlarm} times in ${EvaluationPeriods}`;
  expect(when).toBe(BY_SETTING[name] ?? `${OPERATORS[String(ComparisonOperator)]} ${Threshold}, ${times}`);
  expect(missing?.replaceAll('*', '')).toMatch(MISSING[String(TreatMissingData)] ?? 'a known treatment');
});
