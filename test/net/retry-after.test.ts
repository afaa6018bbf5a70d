// How long a server asks to be left alone, in both forms that HTTP knows.
import { retryAfterMs } from '../../functions/net/retry-after.ts';

const NOW = Date.parse('2026-11-22T20:00:00Z');

test.each([
  ['0', 0],
  [' 7 ', 7_000],
  ['Sun, 22 Nov 2026 20:00:05 GMT', 5_000],
  ['Sun, 22 Nov 2026 19:00:00 GMT', 0],
  // RFC 9110, section 5.6.7: a recipient must accept the two obsolete forms as well, and all are in UTC.
  ['Sunday, 22-Nov-26 20:00:05 GMT', 5_000],
  ['Sun Nov 22 20:00:05 2026', 5_000],
])('%s is a time to wait', (header, waitMs) => {
  expect(retryAfterMs(header, NOW)).toBe(waitMs);
});

test.each([undefined, '', '-1', '1.5', 'soon', '1e3', '2026-11-22', 'Sunday, never'])('%s is none', (header) => {
  expect(retryAfterMs(header, NOW)).toBeUndefined();
});

test('a date counts by the clock of the server, if it says what time it has', () => {
  const ahead = 'Sun, 22 Nov 2026 21:00:00 GMT';
  expect(retryAfterMs('Sun, 22 Nov 2026 21:00:05 GMT', NOW, ahead)).toBe(5_000);
  expect(retryAfterMs('Sun, 22 Nov 2026 20:00:05 GMT', NOW, 'now')).toBe(5_000);
  expect(retryAfterMs('7', NOW, ahead)).toBe(7_000);
});

test('an obsolete date counts in UTC wherever we run', () => {
  const zone = process.env.TZ;
  process.env.TZ = 'America/New_York';
  try {
    expect(retryAfterMs('Sun Nov  1 20:00:05 2026', Date.parse('2026-11-01T20:00:00Z'))).toBe(5_000);
  } finally {
    process.env.TZ = zone ?? 'UTC';
  }
});
