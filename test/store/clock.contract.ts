// What every clock must do: tell the time of day as ms since 1970.
import type { Clock } from '../../functions/contract/runtime/clock.ts';

export const clockContract = (name: string, open: () => Clock): void => {
  describe(`${name} tells the time`, () => {
    test('in whole milliseconds since 1970', () => {
      const nowMs = open().nowMs();
      expect(Number.isInteger(nowMs)).toBe(true);
      expect(new Date(nowMs).getUTCFullYear()).toBeGreaterThanOrEqual(2026);
    });

    test('which does not go back by itself', () => {
      const clock = open();
      const readings = Array.from({ length: 100 }, () => clock.nowMs());
      expect(readings).toEqual(readings.toSorted((one, other) => one - other));
    });
  });
};
