// Which machine a controller stands beside: what counts as told, and when two tellings are of two machines.
import { compareTargets, notedTargetOf, powerTargetOf, targetFault } from '../../../functions/domain/power/target.ts';

test.each([
  ['00000000-0000-0000-0000-000000000000', '0123456789', 'localhost'],
  ['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', 'To be filled by O.E.M.', ''],
  ['03000200-0400-0500-0006-000700080009', 'Default string', '  '],
  [null, 7, { name: 'x' }],
  [undefined, 'None', 'N/A'],
])('what stands on many boards alike tells nothing: %j, %j, %j', (uuid, serialNumber, hostName) => {
  expect(powerTargetOf({ uuid, serialNumber, hostName })).toEqual({});
});

test('a text without end, or with marks that hide, is bounded and plain', () => {
  const { serialNumber = '' } = powerTargetOf({
    uuid: '',
    serialNumber: `A\u202e\n${'B'.repeat(100_000)}`,
    hostName: '',
  });
  expect(serialNumber).toMatch(/^AB{1,98}$/);
});

test.each([
  [{ uuid: 'a' }, { uuid: 'a' }, 'same'],
  [{ uuid: 'a' }, { uuid: 'b' }, 'different'],
  [{ uuid: 'a', serialNumber: '1' }, { uuid: 'a', serialNumber: '2' }, 'different'],
  [{ uuid: 'a', hostName: 'x' }, { uuid: 'a', hostName: 'y' }, 'same'],
  [{ hostName: 'x' }, { hostName: 'y' }, 'different'],
  [{ uuid: 'a' }, { serialNumber: '1' }, 'not comparable'],
  [{}, { uuid: 'a' }, 'not comparable'],
])('%j and %j are %s', (one, other, expected) => {
  expect(compareTargets(one, other)).toBe(expected);
  expect(compareTargets(other, one)).toBe(expected);
});

test('names that every object has are noted nowhere', () => {
  const noted = JSON.parse('{"london": {"redfish": {"uuid": "a", "notedAt": "2026-11-22T19:00:00.000Z"}}}');
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect(notedTargetOf(noted, name, 'redfish')).toBeUndefined();
    expect(notedTargetOf(noted, 'london', name)).toBeUndefined();
  }
  expect(targetFault(noted, { appliance: 'london', method: 'redfish', notified: { uuid: 'b' } })).toMatch(
    /expected UUID a/,
  );
});
