// What people and machines hear of a primary that comes and goes: the template's own alarms, fed with rounds.
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { definitionOf } from '../../packages/local-cloud/aws/cloudwatch/cloudwatch-shapes.ts';
import { cloudWatchState } from '../../packages/local-cloud/aws/cloudwatch/cloudwatch-state.ts';
import { virtualClock } from '../../packages/local-cloud/test/aws/virtual-clock.ts';
import { alarmsOfTemplate, type Figures } from './alarms-of-template.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

const ROUNDS_AN_HOUR = 360;

/**
 * An hour of rounds that repeat `row` after five good minutes; what each alarm did, and how many notifications it sent.
 */
const hourOf = (metricName: 'PrimaryDown' | 'ServiceDown', row: readonly number[]) => {
  const clock = virtualClock();
  const state = cloudWatchState(
    { region: 'eu-central-1', accountId: '111122223333', nowMs: () => clock.nowMs() },
    clock,
  );
  for (const [, { Properties }] of resourcesOf(template, 'AWS::CloudWatch::Alarm'))
    if (Properties.MetricName === metricName)
      state.putAlarm(definitionOf(Properties as unknown as PutMetricAlarmInput));
  const round = (value: number): void => {
    const id = { namespace: 'Twinbox/support', metricName, dimensions: { Pair: 'support' } };
    state.putMetric({ ...id, value, storageResolutionSeconds: 1 });
    clock.advance(10_000);
  };
  state.startEvaluation();
  for (let good = 0; good < 35; good += 1) round(0);
  const alarmed: Record<string, number> = {};
  let notified = 0;
  state.onAlarmTransition(({ alarm, to, actions }) => {
    const name = alarm.definition.name.replace('Twinbox-support-', '');
    if (to === 'ALARM') alarmed[name] = (alarmed[name] ?? 0) + 1;
    notified += actions.length;
  });
  for (let index = 0; index < ROUNDS_AN_HOUR; index += 1) round(row[index % row.length] ?? 0);
  return { alarmed, notified };
};

describe('a primary that comes and goes is one named thing with one notification', () => {
  test.each([
    ['two of three rounds', [1, 1, 0]],
    ['every second round', [1, 0]],
    ['one round in five', [1, 0, 0, 0, 0]],
    ['two minutes in four', [...Array(12).fill(1), ...Array(12).fill(0)]],
  ])('down in %s: PrimaryUnsteady once', (_says, row) => {
    const { alarmed, notified } = hourOf('PrimaryDown', row);
    expect(alarmed.PrimaryUnsteady).toBe(1);
    expect(notified).toBe(1);
  });

  test('down in three of four rounds: PrimaryDown acts each time, and people are notified once', () => {
    const { alarmed, notified } = hourOf('PrimaryDown', [1, 1, 1, 0]);
    expect(alarmed.PrimaryDown).toBeGreaterThan(80);
    expect({ unsteady: alarmed.PrimaryUnsteady, notified }).toEqual({ unsteady: 1, notified: 1 });
  });

  test('a dead one is notified of once, in the round in which PrimaryDown stands', () => {
    expect(hourOf('PrimaryDown', [1])).toEqual({ alarmed: { PrimaryDown: 1, PrimaryUnsteady: 1 }, notified: 1 });
  });

  test('one lost round in five minutes is nothing', () => {
    expect(hourOf('PrimaryDown', [1, ...Array(30).fill(0)])).toEqual({ alarmed: {}, notified: 0 });
  });
});

test.each([
  ['two of three rounds', [1, 1, 0]],
  ['seven of eight rounds', [1, 1, 1, 1, 1, 1, 1, 0]],
])('a service that is away in %s is one ServiceDown', (_says, row) => {
  expect(hourOf('ServiceDown', row)).toEqual({ alarmed: { ServiceDown: 1 }, notified: 1 });
});

describe('what is published once a minute, and comes and goes, is one alarm', () => {
  const WELL = {
    Heartbeat: 6,
    BackupAgeMinutes: 10,
    StandbyUnfit: 0,
    OutOfParity: 0,
    CertificateDays: 90,
    SplitBrain: 0,
  };
  /** Two hours of minutes that repeat `row` after half an hour in which all was well. */
  const loudWhere = (row: readonly Figures[]): readonly string[] => {
    const alarms = alarmsOfTemplate(template);
    for (let minute = 0; minute < 30; minute += 1) alarms.feed(WELL, 60);
    for (let minute = 0; minute < 120; minute += 1) alarms.feed({ ...WELL, ...row[minute % row.length] }, 60);
    return alarms.loud;
  };
  /** Of a minute without data, the metric must not be published at all. */
  const silentWhere = (metric: keyof typeof WELL, row: readonly (0 | 1)[]): readonly string[] => {
    const alarms = alarmsOfTemplate(template);
    const { [metric]: value, ...others } = WELL;
    for (let minute = 0; minute < 30; minute += 1) alarms.feed(WELL, 60);
    for (let minute = 0; minute < 120; minute += 1)
      alarms.feed(row[minute % row.length] === 1 ? others : { ...others, [metric]: value }, 60);
    return alarms.loud;
  };
  const ROWS: readonly (readonly (0 | 1)[])[] = [
    [1, 1, 0],
    [1, 0],
    [0, 0, 1, 1, 1, 1],
    [1, 1, 1, 1, 0],
  ];

  test.each(ROWS)('a standby that is unfit in the minutes %j', (...row) => {
    expect(loudWhere(row.map((StandbyUnfit) => ({ StandbyUnfit })))).toEqual(['StandbyUnfit']);
  });

  test.each(ROWS)('appliances that differ in the minutes %j', (...row) => {
    expect(loudWhere(row.map((OutOfParity) => ({ OutOfParity })))).toEqual(['OutOfParity']);
  });

  test.each([...ROWS, [1, ...Array<0>(9).fill(0)]])(
    'a quarantined appliance that answers in the minutes %j',
    (...row) => {
      expect(loudWhere(row.map((SplitBrain) => ({ SplitBrain })))).toEqual(['SplitBrain']);
    },
  );

  test.each([
    [1, 1, 0],
    [1, 0],
    [1, 1, 0, 0],
  ] as const)('a watcher that is silent in the minutes %j', (...row) => {
    expect(silentWhere('Heartbeat', row)).toEqual(['WatcherSilent']);
  });

  test('an inspector that misses a minute now and then is nothing: its last verdict is minutes old', () => {
    expect(silentWhere('StandbyUnfit', [1, 0, 0])).toEqual([]);
  });

  test('a lost minute in a quarter of an hour is nothing', () => {
    const once = [1, ...Array<0>(14).fill(0)] as const;
    expect(silentWhere('Heartbeat', once)).toEqual([]);
    expect(loudWhere(once.map((StandbyUnfit) => ({ StandbyUnfit, OutOfParity: StandbyUnfit })))).toEqual([]);
  });
});
