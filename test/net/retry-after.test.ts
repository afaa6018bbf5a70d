// How long a server asks to be left alone, in both forms that HTTP knows.
import { retryAfterMs } from '../../functions/net/retry-after.ts';

const NOW = Date.parse('2026-11-22T20:00:00Z');

test.each([
  ['0', 0],
  [' 7 ', 7_000],
  ['Sun, 22 Nov 2026 20:00:05 GMT', 5_000],
  ['Sun, 22 Nov 2026 19:00:00 GMT', 0],
])('%s is a time to wait', (header, waitMs) => {
  expect(retryAfterMs(header, NOW)).toBe(waitMs);
});

test.each([undefined, '', '-1', '1.5', 'soon', '1e3', '2026-11-22', 'Sunday, never'])('%s is none', (header) => {
  expect(retryAfterMs(header, NOW)).toBeUndefined();
});
