// When schedules are due, and that they start in their minute, by seed.
import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../base/seeded-random.ts';
import { nextDue } from '../../host/events/schedule-expression.ts';
import { type ScheduleDeclaration, scheduler } from '../../host/events/scheduler.ts';
import { leapingClock } from './fixtures/leaping-clock.ts';

const at = (text: string): number => Date.parse(text);
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);

describe('an expression', () => {
  test.each([
    ['rate(1 minute)', '2026-01-01T00:00:30Z', '2026-01-01T00:01'],
    ['rate(5 minutes)', '2026-01-01T00:05:00Z', '2026-01-01T00:10'],
    ['rate(1 hour)', '2026-01-01T00:59:59Z', '2026-01-01T01:00'],
    ['rate(2 days)', '2026-01-01T00:00:00Z', '2026-01-03T00:00'],
    ['at(2026-03-04T05:06:07)', '2026-01-01T00:00:00Z', '2026-03-04T05:06'],
    ['cron(15 10 * * ? *)', '2026-01-01T10:15:00Z', '2026-01-02T10:15'],
    ['cron(0/20 * * * ? *)', '2026-01-01T10:21:00Z', '2026-01-01T10:40'],
    ['cron(0 2 ? * SUN *)', '2026-01-01T00:00:00Z', '2026-01-04T02:00'],
    ['cron(0 8-9 ? * MON-FRI *)', '2026-01-02T09:30:00Z', '2026-01-05T08:00'],
    ['cron(0 0 29 FEB ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00'],
    ['cron(30 6,18 1 * ? *)', '2026-01-01T07:00:00Z', '2026-01-01T18:30'],
  ])('%s after %s is due at %s', (expression, after, due) => {
    expect(iso(nextDue(expression, at('2026-01-01T00:00:00Z'))(at(after)))).toBe(due);
  });

  test('a moment that has passed is never due', () => {
    expect(nextDue('at(2026-01-01T00:00:00)', 0)(at('2026-01-01T00:00:00Z'))).toBeUndefined();
  });

  test.each(['rate(5 weeks)', 'every minute', 'cron(0 0 L * ? *)', 'cron(0 0 * * ?)'])(
    '%s is refused',
    (expression) => {
      expect(() => nextDue(expression, 0)(0)).toThrow();
    },
  );

  test('another time zone is refused', () => {
    expect(() => nextDue('cron(0 2 * * ? *)', 0, 'Europe/London')).toThrow('Europe/London');
  });
});

const MINUTE_MS = 60_000;
const schedules = (
  changes: Partial<ScheduleDeclaration> = {},
  options: { seed?: number; duplicates?: number } = {},
) => {
  const clock = leapingClock();
  const startMs = clock.nowMs();
  const starts: number[] = [];
  const declaration: ScheduleDeclaration = {
    name: 'EveryMinute',
    arn: 'arn:schedule',
    expression: 'rate(1 minute)',
    enabled: true,
    startsAtOnce: true,
    run: async () => {
      starts.push(clock.nowMs() - startMs);
    },
    ...changes,
  };
  const random = seededRandom(options.seed ?? 3);
  const kept = scheduler({ clock, random, schedules: [declaration], duplicates: options.duplicates ?? 0 });
  return { clock, starts, kept };
};

describe('the scheduler', () => {
  test('starts once in each minute, somewhere in it', () => {
    const { clock, starts, kept } = schedules();
    kept.start();
    clock.pass(20 * MINUTE_MS - 1);
    expect(starts.map((ms) => Math.floor(ms / MINUTE_MS))).toEqual(Array.from({ length: 20 }, (_, nth) => nth));
    const gaps = starts.slice(1).map((ms, nth) => ms - (starts[nth] ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan(70_000);
    expect(Math.max(...gaps)).toBeLessThan(120_000);
    expect(Math.min(...gaps)).toBeLessThan(50_000);
  });

  test('does the same again for the same seed', () => {
    const runs = [5, 5, 6].map((seed) => {
      const { clock, starts, kept } = schedules({}, { seed });
      kept.start();
      clock.pass(5 * MINUTE_MS);
      return starts;
    });
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
  });

  test('starts nothing before it is started, nothing after it is stopped, and nothing that is disabled', () => {
    const { clock, starts, kept } = schedules();
    clock.pass(5 * MINUTE_MS);
    expect(starts).toEqual([]);
    kept.start();
    kept.stop();
    clock.pass(5 * MINUTE_MS);
    expect(starts).toEqual([]);
    const disabled = schedules({ enabled: false });
    disabled.kept.start();
    disabled.clock.pass(5 * MINUTE_MS);
    expect(disabled.starts).toEqual([]);
  });

  test('a rule with a rate starts first after one period', () => {
    const { clock, starts, kept } = schedules({ startsAtOnce: false });
    kept.start();
    clock.pass(MINUTE_MS - 1);
    expect(starts).toEqual([]);
    clock.pass(MINUTE_MS + 1);
    expect(starts).toHaveLength(1);
  });

  test('may start twice, by seed', () => {
    const { clock, starts, kept } = schedules({}, { duplicates: 1 });
    kept.start();
    clock.pass(MINUTE_MS - 1);
    expect(starts).toHaveLength(2);
  });

  test('fires one by name at once', async () => {
    const { starts, kept } = schedules({ enabled: false });
    await kept.fire('EveryMinute');
    expect(starts).toEqual([0]);
    await expect(kept.fire('Nobody')).rejects.toThrow('Nobody');
  });
});
