// The minimum durations of a failover's stages that settings and lab require. The rest is our own overhead.
import { floorsOf } from '../../bench/failover/floors.ts';

const at = (second: number): number => Date.UTC(2026, 0, 1) + second * 1000;
const GIVEN = { roundSeconds: 10, failuresToAlarm: 3, actAfterSeconds: 30, serverDelaySeconds: 0, downSinceMs: at(45) };

test('detection waits for the next round after the death, and then for as many rounds as the alarm asks', () => {
  expect(floorsOf({ ...GIVEN, at: { died: at(7) } }).detect).toMatchObject({ settings: 33, emulated: 0.5 });
  expect(floorsOf({ ...GIVEN, at: { died: at(10) } }).detect).toMatchObject({ settings: 30 });
});

test('a restore is all the appliance’s own, and the decision counts only what is left of its time by then', () => {
  const early = floorsOf({ ...GIVEN, at: { died: at(7), restoreBegun: at(50), restored: at(70) } });
  expect(early.restore).toMatchObject({ settings: 0, emulated: 20 });
  // 5 s are left of the countdown, and 2 s are between the two last looks.
  expect(early.check).toMatchObject({ settings: 7 });
  const late = floorsOf({ ...GIVEN, at: { died: at(7), restoreBegun: at(50), restored: at(170) } });
  expect(late.check).toMatchObject({ settings: 2 });
});

test('a name server that lags is the lab’s doing', () => {
  expect(floorsOf({ ...GIVEN, serverDelaySeconds: 4, at: { died: at(7) } }).propagate).toMatchObject({
    settings: 0,
    emulated: 4,
  });
});
