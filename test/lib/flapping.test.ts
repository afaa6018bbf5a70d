// What people and machines hear of a primary that comes and goes: the template's own alarms, fed with rounds.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { alarmsOfTemplate, type Figures } from './alarms-of-template.ts';
import { synthesized, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

const ROUNDS_AN_HOUR = 360;
const ROUNDS_A_MINUTE = 6;

type RoundMetric = 'PrimaryDown' | 'ServiceDown';

/** Rounds after five good minutes, with reconcile every minute. @returns what was in ALARM, and who was notified. */
const roundsOf = async (metric: RoundMetric, rounds: number, valueAt: (round: number) => number) => {
  const alarms = alarmsOfTemplate(template);
  const before = 35;
  for (let round = 0; round < before + rounds; round += 1) {
    if (round % ROUNDS_A_MINUTE === 0) await alarms.reconcile();
    alarms.feed({ Heartbeat: 1, [metric]: round < before ? 0 : valueAt(round - before) }, 10);
  }
  const times = (name: string): number => alarms.alarmed.filter((one) => one === name).length;
  return { times, notified: alarms.loud };
};
const hourOf = (metric: RoundMetric, row: readonly number[]) =>
  roundsOf(metric, ROUNDS_AN_HOUR, (round) => row[round % row.length] ?? 0);

describe('a primary that comes and goes is one named thing with one notification', () => {
  test.each([
    ['two of three rounds', [1, 1, 0]],
    ['every second round', [1, 0]],
    ['one round in five', [1, 0, 0, 0, 0]],
    ['one round in ten', [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['two minutes in four', [...Array(12).fill(1), ...Array(12).fill(0)]],
    ['half a minute in ten', [...Array(3).fill(1), ...Array(57).fill(0)]],
  ])('down in %s: PrimaryUnsteady once', async (_says, row) => {
    expect((await hourOf('PrimaryDown', row)).notified).toEqual(['PrimaryUnsteady']);
  });

  test('down in three of four rounds: PrimaryDown acts each time, and people are notified once', async () => {
    const { times, notified } = await hourOf('PrimaryDown', [1, 1, 1, 0]);
    expect(times('PrimaryDown')).toBeGreaterThan(80);
    expect(notified).toEqual(['PrimaryUnsteady']);
  });

  test('a dead one is notified of once, in the round in which PrimaryDown stands', async () => {
    const { times, notified } = await roundsOf('PrimaryDown', 4, () => 1);
    expect([times('PrimaryDown'), notified]).toEqual([1, ['PrimaryUnsteady']]);
    expect((await roundsOf('PrimaryDown', 2, () => 1)).notified).toEqual([]);
    expect((await hourOf('PrimaryDown', [1])).notified).toEqual(['PrimaryUnsteady']);
  });

  test('one lost round in five minutes is nothing', async () => {
    const { notified } = await hourOf('PrimaryDown', [1, ...Array(30).fill(0)]);
    expect(notified).toEqual([]);
  });

  test('its end is notified half an hour after the last time, and it begins anew after that', async () => {
    const again = [...Array(3).fill(1), ...Array(6 * 60 - 3).fill(0)];
    const { notified } = await roundsOf('PrimaryDown', 3 * ROUNDS_AN_HOUR, (round) => again[round % again.length] ?? 0);
    expect(notified).toEqual(Array(3).fill('PrimaryUnsteady'));
  });
});

test.each([
  ['two of three rounds', [1, 1, 0]],
  ['seven of eight rounds', [1, 1, 1, 1, 1, 1, 1, 0]],
  ['one round in five', [1, 0, 0, 0, 0]],
])('a service that is away in %s is one ServiceDown', async (_says, row) => {
  expect((await hourOf('ServiceDown', row)).notified).toEqual(['ServiceDown']);
});

describe('ten hours of randomly lost rounds, at whatever rate, are a handful of notifications', () => {
  /** Park and Miller's generator: the same rounds on every machine. */
  const lossOf = (rate: number, seed: number): ((round: number) => number) => {
    let state = seed;
    return () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647 < rate ? 1 : 0;
    };
  };
  const TEN_HOURS = 10 * ROUNDS_AN_HOUR;
  // With these rounds, without the half hour: 6, 14, 46, 70, 23 and 1 of PrimaryUnsteady; 0, 0, 5, 41, 106 and 1 of
  // ServiceDown. With it: 5, 7, 6, 1, 1 and 1; 0, 0, 5, 17, 1 and 1: what ends within a minute is not held.
  const RATES = [0.02, 0.03, 0.05, 0.1, 0.2, 0.5];

  test.each(RATES)('PrimaryUnsteady at %d', async (rate) => {
    const { notified } = await roundsOf('PrimaryDown', TEN_HOURS, lossOf(rate, 20_261_128));
    expect(notified.length).toBeLessThanOrEqual(8);
  });

  test.each(RATES)('ServiceDown at %d', async (rate) => {
    const { notified } = await roundsOf('ServiceDown', TEN_HOURS, lossOf(rate, 20_261_128));
    expect(notified.length).toBeLessThanOrEqual(20);
  });
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
