// A pause has a cap, also where it was written into the record otherwise.
import { isPauseToBeNotified, newPause, pauseNow } from '../../functions/domain/recovery/pause.ts';
import { isoIn, NOW_MS, recordWith } from './records.ts';

const DAY = 86_400;
const since = isoIn(0);
const boundAt = (until: string, seconds: number) =>
  pauseNow(recordWith({ pause: { reason: 'upgrade', since, until } }), NOW_MS + seconds * 1000)?.until;

test('it binds until its end, and no longer than seven days whatever it says', () => {
  expect(boundAt(isoIn(60), 59)).toBe(isoIn(60));
  expect(boundAt(isoIn(60), 60)).toBeUndefined();
  expect(boundAt('9999-12-31T23:59:59.000Z', 7 * DAY - 1)).toBe(isoIn(7 * DAY));
  expect(boundAt('9999-12-31T23:59:59.000Z', 7 * DAY)).toBeUndefined();
  expect(boundAt('soon', 1)).toBeUndefined();
});

test('seven days are allowed, and not a moment more', () => {
  expect(newPause({ reason: 'upgrade', until: isoIn(7 * DAY) }, NOW_MS)).toMatchObject({
    since,
    until: isoIn(7 * DAY),
  });
  expect(newPause({ reason: 'upgrade', until: isoIn(7 * DAY + 1) }, NOW_MS)).toHaveProperty('fault');
  expect(newPause({ reason: 'upgrade', until: isoIn(0) }, NOW_MS)).toHaveProperty('fault');
});

test('people are reminded a day after it began, and a day after each time', () => {
  const notified = (notifiedAt: string | undefined, seconds: number) =>
    isPauseToBeNotified(
      { reason: 'upgrade', since, until: isoIn(7 * DAY), ...(notifiedAt && { notifiedAt }) },
      NOW_MS + seconds * 1000,
    );
  expect([
    notified(undefined, DAY - 1),
    notified(undefined, DAY),
    notified(isoIn(DAY), DAY + 1),
    notified(isoIn(DAY), 2 * DAY),
  ]).toEqual([...[false, true, false, true]]);
});
