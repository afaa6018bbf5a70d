// What the readings of both controllers say about a fence: possible, impossible, or not known.
import { checkPower, type MethodRead } from '../../../functions/domain/power/power-checks.ts';

const FACTS = { primary: 'london', noted: undefined, at: '2026-11-22T20:00:00.000Z' };
const read = (
  appliance: string,
  outcome: Partial<Extract<MethodRead['outcome'], { is: 'read' }>> = {},
  serves = true,
): MethodRead => ({
  appliance,
  method: `redfish of ${appliance}`,
  serves,
  outcome: { is: 'read', state: 'on', target: { uuid: `uuid-${appliance}` }, ...outcome },
});
const checked = (...reads: MethodRead[]) => checkPower(reads, FACTS).checks;

test('two controllers that read their machines as on pass, and both machines are noted', () => {
  const { checks, noted } = checkPower([read('london'), read('dublin')], FACTS);
  expect(checks.map(({ result }) => result)).toEqual(['passed', 'passed']);
  expect(noted).toMatchObject({ london: { 'redfish of london': { uuid: 'uuid-london', notedAt: FACTS.at } } });
  expect(Object.keys(noted)).toEqual(['london', 'dublin']);
});

test('a machine that reports no identity passes, but it is said that nobody can tell which it is, and none is noted', () => {
  const { checks, noted } = checkPower([read('london', { target: {} })], FACTS);
  expect(checks).toMatchObject([{ result: 'passed', message: expect.stringContaining('cannot check which machine') }]);
  expect(noted).toEqual({});
});

test('a method that is not read is not checked, and disturbs nobody else', () => {
  const unread: MethodRead = {
    appliance: 'dublin',
    method: 'none',
    serves: true,
    outcome: { is: 'not-read', reason: 'the settings name no power method' },
  };
  expect(checked(read('london'), unread)).toMatchObject([
    { result: 'passed' },
    { result: 'not-checked', reason: 'none: the settings name no power method' },
  ]);
});

test('a controller that failed is named with its fix; only that of the primary alarms', () => {
  const failed = (appliance: string): MethodRead => ({
    ...read(appliance),
    outcome: { is: 'failed', name: 'PowerUnreachable', message: 'no answer in time', fix: 'Check the path.' },
  });
  expect(checked(failed('london'), failed('dublin'))).toMatchObject([
    { result: 'failed', name: 'FenceUnready', alarms: true, fix: 'Check the path.' },
    { result: 'failed', name: 'FenceUnready', alarms: false },
  ]);
});

test('one machine behind two controllers is a changed target, for both, and is not noted', () => {
  const { checks, noted } = checkPower([read('london'), read('dublin', { target: { uuid: 'uuid-london' } })], FACTS);
  expect(checks).toMatchObject([{ name: 'FenceTargetChanged' }, { name: 'FenceTargetChanged' }]);
  expect(noted).toEqual({});
});

test.each<[string, MethodRead, string]>([
  ['reads off while the appliance serves', read('london', { state: 'off' }), 'expected on, found off'],
  ['does not report the state', read('london', { state: 'unknown' }), 'does not report whether london runs'],
  ['allows nothing', read('london', { allowed: [] }), 'allows nothing: expected one of'],
  ['allows restarts alone', read('london', { allowed: ['ForceRestart'] }), 'allows ForceRestart: expected one of'],
])('a controller that %s cannot fence', (_what, one, message) => {
  expect(checked(one)).toMatchObject([
    { result: 'failed', name: 'FenceUnready', message: expect.stringContaining(message) },
  ]);
});

test('off is fine where the appliance does not serve', () => {
  expect(checked(read('dublin', { state: 'off' }, false))).toMatchObject([{ result: 'passed' }]);
});
