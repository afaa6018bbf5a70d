// The alarm evaluation against the worked examples of AWS's page on missing data.
import {
  type AlarmRule,
  type AlarmStateValue,
  type Comparison,
  evaluateAlarm,
  isBreaching,
  type MissingData,
} from '../../aws/cloudwatch/alarm-evaluation.ts';

const POINTS: Readonly<Record<string, number | undefined>> = { '0': 0, X: 1, '-': undefined };
const points = (picture: string) => picture.split(' ').map((letter) => POINTS[letter]);
const rule = (datapointsToAlarm: number, missingData: MissingData): AlarmRule => ({
  ...{ evaluationPeriods: 3, datapointsToAlarm, missingData, threshold: 1 },
  comparison: 'GreaterThanOrEqualToThreshold',
});
const stateOf = (picture: string, needed: number, missingData: MissingData, current: AlarmStateValue) =>
  evaluateAlarm(points(picture), rule(needed, missingData), current).state;

const KEEP = 'keep';
const NO_DATA = 'INSUFFICIENT_DATA';
/** Picture, then what becomes of it when missing data is treated as missing, ignore, breaching, notBreaching. */
type Row = readonly [string, string, string, string, string];

const threeOfThree: readonly Row[] = [
  ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', NO_DATA, KEEP, 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 'ALARM', KEEP, 'ALARM', 'OK'],
];
const twoOfThree: readonly Row[] = [
  ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 'ALARM', KEEP, 'ALARM', 'OK'],
];
const TREATMENTS: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const STATES: readonly AlarmStateValue[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

const checkRow = ([picture, ...expected]: Row, needed: number) => {
  for (const [column, treatment] of TREATMENTS.entries())
    for (const current of STATES) {
      const wanted = expected[column] === KEEP ? current : expected[column];
      expect([picture, treatment, current, stateOf(picture, needed, treatment, current)]).toEqual([
        ...[picture, treatment, current, wanted],
      ]);
    }
};

describe('the table of AWS for 3 of 3 with an evaluation range of 5', () => {
  test.each(threeOfThree)('%s: missing %s, ignore %s, breaching %s, notBreaching %s', (...row) => checkRow(row, 3));
});

describe('the table of AWS for 2 of 3 with an evaluation range of 5', () => {
  test.each(twoOfThree)('%s: missing %s, ignore %s, breaching %s, notBreaching %s', (...row) => checkRow(row, 2));
});

test.each(['- - - - X', '- - - X -'])('%s does not go into ALARM yet: the next point may be good', (picture) => {
  expect(stateOf(picture, 3, 'missing', 'OK')).toBe('OK');
});

test('only the newest points count when there are enough of them', () => {
  expect(stateOf('X X 0 0 0', 2, 'breaching', 'ALARM')).toBe('OK');
  expect(stateOf('0 0 X X X', 3, 'notBreaching', 'OK')).toBe('ALARM');
});

test('the reason shows the points and what was done with the missing ones', () => {
  const { reason } = evaluateAlarm(points('- - - - 0'), rule(3, 'breaching'), 'OK');
  expect(reason).toContain('[-, -, -, -, 0] against GreaterThanOrEqualToThreshold 1');
  expect(reason).toContain('2 missing treated as breaching');
});

test.each<[Comparison, readonly boolean[]]>([
  ['GreaterThanThreshold', [false, false, true]],
  ['GreaterThanOrEqualToThreshold', [false, true, true]],
  ['LessThanThreshold', [true, false, false]],
  ['LessThanOrEqualToThreshold', [true, true, false]],
])('%s compares below, at and above the threshold', (comparison, expected) => {
  expect([0, 1, 2].map((value) => isBreaching(value, { ...rule(3, 'missing'), comparison }))).toEqual(expected);
});
