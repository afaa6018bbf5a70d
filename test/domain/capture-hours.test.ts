// The hours in which captures are scheduled: wall-clock time of a place, through its two changes a year.
import { isWithinHours } from '../../functions/domain/backup/capture-window.ts';

const within = (between: string, iso: string): boolean => isWithinHours(between, Date.parse(iso));

describe('hours within one day', () => {
  test.each([
    ['2026-11-22T08:59:59Z', false],
    ['2026-11-22T09:00:00Z', true],
    ['2026-11-22T16:59:59Z', true],
    ['2026-11-22T17:00:00Z', false],
    ['2026-11-22T00:00:00Z', false],
  ])('at %s: %s', (iso, answer) => {
    expect(within('09:00-17:00 UTC', iso)).toBe(answer);
  });
});

describe('hours that span midnight', () => {
  test.each([
    ['2026-11-22T21:59:00Z', false],
    ['2026-11-22T22:00:00Z', true],
    ['2026-11-23T00:00:00Z', true],
    ['2026-11-23T05:59:00Z', true],
    ['2026-11-23T06:00:00Z', false],
    ['2026-11-23T12:00:00Z', false],
  ])('at %s: %s', (iso, answer) => {
    expect(within('22:00-06:00 Europe/London', iso)).toBe(answer);
  });
});

describe('the hour of the place counts, whatever the season', () => {
  test.each([
    ['in winter London has UTC', '2026-01-15T22:30:00Z', true],
    ['in winter 05:30 UTC is 05:30 there', '2026-01-15T05:30:00Z', true],
    ['in summer 21:30 UTC is 22:30 there', '2026-07-15T21:30:00Z', true],
    ['in summer 05:30 UTC is 06:30 there', '2026-07-15T05:30:00Z', false],
    ['the night in which clocks go forward begins in winter time', '2026-03-28T22:00:00Z', true],
    ['and ends in summer time', '2026-03-29T04:59:00Z', true],
    ['an hour earlier by UTC', '2026-03-29T05:00:00Z', false],
    ['the night in which clocks go back begins in summer time', '2026-10-24T21:00:00Z', true],
    ['and ends in winter time', '2026-10-25T05:59:00Z', true],
    ['by the clock of UTC', '2026-10-25T06:00:00Z', false],
  ])('%s', (_says, iso, answer) => {
    expect(within('22:00-06:00 Europe/London', iso)).toBe(answer);
  });

  test('hours that begin in the hour that is left out begin when it is over', () => {
    expect(within('01:30-05:00 Europe/London', '2026-03-29T00:59:00Z')).toBe(false);
    expect(within('01:30-05:00 Europe/London', '2026-03-29T01:00:00Z')).toBe(true);
  });

  test('hours in the hour that comes twice come twice', () => {
    for (const iso of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
      expect(within('01:15-01:45 Europe/London', iso)).toBe(true);
    }
  });

  test.each([
    ['Asia/Kolkata', '2026-11-22T16:30:00Z'],
    ['America/St_Johns', '2026-11-23T01:30:00Z'],
    ['Pacific/Chatham', '2026-11-22T08:15:00Z'],
  ])('in %s, whose clocks are not whole hours off', (zone, iso) => {
    expect(within(`22:00-22:01 ${zone}`, iso)).toBe(true);
  });
});
