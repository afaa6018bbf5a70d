// Times, durations and sizes on the report page, at the edges of their units; what cannot be read is shown as it is.
import { bytesOf, clockOf, readable, spanOf, utc } from '../../../functions/domain/report/page/format.ts';

test.each([
  [0, '0 s'],
  [12.5, '12.5 s'],
  [59.94, '59.9 s'],
  [59.95, '1 min'],
  [192, '3 min 12 s'],
  [3600, '1 h'],
  [7500, '2 h 5 min'],
  [47 * 3600 + 60, '47 h 1 min'],
  [48 * 3600, '2 d'],
  [76 * 3600, '3 d 4 h'],
  [-90, '-1 min 30 s'],
  [Number.NaN, 'unknown'],
])('%d seconds are %s', (seconds, text) => expect(spanOf(seconds)).toBe(text));

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB (1000 bytes)'],
  [1_400_000_000, '1.4 GB (1400000000 bytes)'],
  [2e15, '2000.0 TB (2000000000000000 bytes)'],
  [Number.NaN, 'unknown'],
])('%d bytes are %s', (bytes, text) => expect(bytesOf(bytes)).toBe(text));

test('a time has its date where the day differs, and is shown as it is where it is no time', () => {
  expect(clockOf('2026-11-22T20:15:03.250Z', '2026-11-22T23:59:59Z')).toBe('20:15:03.2');
  expect(clockOf('2026-11-23T00:00:01Z', '2026-11-22T23:59:59Z')).toBe('2026-11-23 00:00:01.0');
  expect(clockOf('2026-11-23T00:00:01Z', 'soon')).toBe('2026-11-23 00:00:01.0');
  expect(clockOf('soon', '2026-11-22T23:59:59Z')).toBe('soon');
  expect(utc('soon')).toBe('soon');
  expect(readable('down since 2026-11-22T20:15:03.5Z, up soon')).toBe('down since 2026-11-22 20:15:03 UTC, up soon');
});
