// Weekly service windows in local time, and which outages wait for a person because of a pause or a window.
import { lastSpan, windowNow } from '../../functions/domain/windows/service-window.ts';
import { countsFromMs, waitsBecauseOf } from '../../functions/domain/windows/unattended.ts';

const sunday = { appliance: 'london', weekly: 'Sun 02:00 Europe/London', minutes: 120 };
const at = (iso: string): number => Date.parse(iso);
const spanAt = (iso: string, window = sunday) => {
  const { fromMs, toMs } = lastSpan(window, at(iso));
  return [fromMs, toMs].map((ms) => new Date(ms).toISOString());
};

test.each([
  ['in winter, during it', '2026-01-18T03:30:00Z', '2026-01-18T02:00:00.000Z'],
  ['in winter, right before it', '2026-01-18T01:59:59Z', '2026-01-11T02:00:00.000Z'],
  ['in summer, an hour earlier by UTC', '2026-07-19T01:30:00Z', '2026-07-19T01:00:00.000Z'],
  ['on Wednesday after clocks went forward on Sunday at one', '2026-04-01T12:00:00Z', '2026-03-29T01:00:00.000Z'],
  ['on Saturday before they go forward', '2026-03-28T12:00:00Z', '2026-03-22T02:00:00.000Z'],
  ['the week after they went back', '2026-10-27T12:00:00Z', '2026-10-25T02:00:00.000Z'],
])('%s', (_when, now, from) => {
  expect(spanAt(now)).toEqual([from, new Date(at(from) + 120 * 60_000).toISOString()]);
});

test('over every hour of a year the window began last on a Sunday at two, local time', () => {
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  for (let ms = at('2026-01-01T00:17:00Z'); ms < at('2027-01-01T00:00:00Z'); ms += 3_600_000) {
    const { fromMs } = lastSpan(sunday, ms);
    expect(fromMs).toBeLessThanOrEqual(ms);
    expect(ms - fromMs).toBeLessThanOrEqual((7 * 24 + 1) * 3_600_000);
    expect(local.format(fromMs)).toMatch(/^Sun,? 0[23]:00$/);
  }
});

test('only a window in effect counts as one', () => {
  expect(windowNow([sunday], at('2026-01-18T03:59:00Z'))?.appliance).toBe('london');
  expect(windowNow([sunday], at('2026-01-18T04:00:00Z'))).toBeUndefined();
  expect(windowNow(undefined, 0)).toBeUndefined();
});

describe('an outage waits for a person', () => {
  const pause = { reason: 'upgrade', since: '2026-01-18T02:00:00Z', until: '2026-01-18T04:00:00Z' };
  const waits = (record: object, known: string, now: string, lagMs = 60_000) =>
    waitsBecauseOf(record, [sunday], { knownSinceMs: at(known), lagMs }, at(now));

  test.each([
    ['a pause that has run out stood while it was down', { pause }, '2026-01-18T03:00:00Z', 'pause'],
    ['it began seconds before the pause ended and was known after it', { pause }, '2026-01-18T04:00:30Z', 'pause'],
    ['a window has run out', {}, '2026-01-18T03:00:00Z', 'window'],
    ['it began before the window and stood in it', {}, '2026-01-18T01:00:00Z', 'window'],
    ['it began after both', { pause }, '2026-01-18T04:05:00Z', undefined],
    ['a person resumed before it began', { resumedAt: '2026-01-18T01:00:00Z' }, '2026-01-18T03:00:00Z', 'window'],
    ['a person resumed since', { pause, resumedAt: '2026-01-18T03:30:00Z' }, '2026-01-18T03:00:00Z', undefined],
  ])('if %s', (_why, record, known, because) => {
    expect(waits(record, known, '2026-01-18T04:40:00Z')).toBe(because);
  });
});

test('time in a pause or a window never counts, nor does time before a person resumed', () => {
  const pause = { reason: 'upgrade', since: '2026-01-20T02:00:00Z', until: '2026-01-20T04:00:00Z' };
  const now = at('2026-01-20T05:00:00Z');
  expect(countsFromMs({ pause }, [sunday], now)).toBe(at('2026-01-20T04:00:00Z'));
  expect(countsFromMs({}, [sunday], now)).toBe(at('2026-01-18T04:00:00Z'));
  expect(countsFromMs({ resumedAt: '2026-01-20T04:30:00Z' }, [sunday], now)).toBe(at('2026-01-20T04:30:00Z'));
  expect(countsFromMs({}, [], now)).toBe(Number.NEGATIVE_INFINITY);
  expect(countsFromMs({ pause }, [], at('2026-01-20T03:00:00Z'))).toBe(Number.NEGATIVE_INFINITY);
});
