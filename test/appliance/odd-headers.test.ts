// Headers and texts that a stranger's appliance may send and that are legal, or nearly so.

import { totalIn } from '../../functions/appliance/api/configuration-totals.ts';
import { waitAdviceOf } from '../../functions/appliance/api/pace/throttling.ts';
import { jsonOf } from '../../functions/contract/json/parse-json.ts';

const NOW = Date.parse('2026-11-22T20:00:00Z');

test.each(['0', ' 0 ', '0, 14999', '14999, 0', '0;w=1', '00'])('calls that are used up, said as %j', (remaining) => {
  expect(waitAdviceOf({ status: 403, headers: { 'x-ratelimit-remaining': remaining } }, NOW)).toEqual({
    waitMs: 1_000,
  });
});

test.each(['10', '', '20, 14999', '-0', '0x0'])('calls that are left, or not said, as %j', (remaining) => {
  expect(waitAdviceOf({ status: 403, headers: { 'x-ratelimit-remaining': remaining } }, NOW)).toBeUndefined();
});

test('a wait until a time counts by the clock of the appliance', () => {
  const headers = { date: 'Sun, 22 Nov 2026 21:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 21:00:03 GMT' };
  expect(waitAdviceOf({ status: 503, headers }, NOW)).toEqual({ waitMs: 3_000 });
});

test.each([
  ['12', 12],
  ['12, 12', 12],
  ['12,13', undefined],
  ['twelve', undefined],
  ['1e3', undefined],
  [undefined, undefined],
])('a total said as %j', (header, total) => {
  expect(totalIn(header)).toBe(total);
});

test('JSON after a byte order mark is JSON (RFC 8259, section 8.1), one mark and no more', () => {
  expect(jsonOf('\ufeff{"a": 1}')).toEqual({ a: 1 });
  expect(jsonOf('\ufeff\ufeff{}')).toBeUndefined();
  expect(jsonOf('\ufeff')).toBeUndefined();
});
