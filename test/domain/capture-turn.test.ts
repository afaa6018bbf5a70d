// A turn to capture, and how long it can hold anybody up.
import { blocksCapture, isInFlight } from '../../functions/domain/model/capture-lease.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 20, minute)).toISOString();
const turn = (startedAt: string, notAfter: string) => ({ captureId: 'a', appliance: 'london', startedAt, notAfter });

test('a capture is under way until its function can live no longer, whatever it says', () => {
  expect(isInFlight(turn(at(0), at(14)), Date.parse(at(13)))).toBe(true);
  expect(isInFlight(turn(at(0), at(14)), Date.parse(at(14)))).toBe(false);
  const endless = turn(at(0), '9999-01-01T00:00:00.000Z');
  expect(isInFlight(endless, Date.parse(at(14)))).toBe(true);
  expect(isInFlight(endless, Date.parse(at(15)))).toBe(false);
  expect(blocksCapture(endless, turn(at(20), at(30)))).toBe(false);
});

test('one that has not begun yet holds nobody up', () => {
  const tomorrow = turn('9998-01-01T00:00:00.000Z', '9999-01-01T00:00:00.000Z');
  expect(isInFlight(tomorrow, Date.parse(at(0)))).toBe(false);
});
