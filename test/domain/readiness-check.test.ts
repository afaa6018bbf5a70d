// What was not tried is never called possible.
import { type Check, describeCheck, verdictOf, withUnchecked } from '../../functions/domain/model/readiness-check.ts';

const PASSED: Check = { need: 'fence', about: 'power of london', result: 'passed', message: 'redfish reads it as on' };
const FAILED: Check = {
  ...{ need: 'traffic', about: 'support.example.com', result: 'failed', name: 'DnsRecordUnfit', alarms: true },
  ...{ message: 'expected one A record, found two', fix: 'Remove one.' },
} as const;
const UNCHECKED: Check = { need: 'restore', about: 'sign-in', result: 'not-checked', reason: 'only a drill does' };

test('each need that nobody checked is named as not checked, with the reason', () => {
  const all = withUnchecked([PASSED], () => 'this version does not try it');
  expect(all.map(({ need, result }) => `${need} ${result}`)).toEqual([
    'standby not-checked',
    'restore-point not-checked',
    'restore not-checked',
    'fence passed',
    'traffic not-checked',
  ]);
  expect(all.map(describeCheck)).toContain('not checked: users can be moved: this version does not try it');
});

test.each<readonly [string, readonly Check[], string]>([
  ['nothing was tried', [], 'incomplete'],
  ['all passed', [PASSED], 'passed'],
  ['one was not tried', [PASSED, UNCHECKED], 'incomplete'],
  ['one failed', [PASSED, UNCHECKED, FAILED], 'failed'],
  ['one failed that keeps nobody from failing over', [PASSED, { ...FAILED, alarms: false }], 'passed'],
])('where %s', (_where, checks, verdict) => {
  expect(verdictOf(checks)).toBe(verdict);
});

test('a line says what was checked, what came of it, and the fix', () => {
  expect([PASSED, FAILED, UNCHECKED].map(describeCheck)).toEqual([
    'passed: power of london: redfish reads it as on',
    'failed: support.example.com: DnsRecordUnfit: expected one A record, found two. Fix: Remove one.',
    'not checked: sign-in: only a drill does',
  ]);
});
