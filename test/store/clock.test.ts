// The clock of the machine and the one that tests move, by the same contract.
import { clockShowing, machine } from '../doubles/machine.ts';
import { scenarioClock } from '../doubles/scenario-clock.ts';
import { clockContract } from './clock.contract.ts';

clockContract('the machine', () => machine.clock);
clockContract('the double', () => scenarioClock());
clockContract('a clock that shows a given time', () => clockShowing(() => Date.UTC(2026, 10, 22)));

test('the double stands until it is moved', () => {
  const clock = scenarioClock('2026-11-22T20:15:03.000Z');
  expect([clock.nowMs(), clock.iso()]).toEqual([Date.UTC(2026, 10, 22, 20, 15, 3), '2026-11-22T20:15:03.000Z']);
  clock.pass(1.5);
  expect([clock.nowMs(), clock.iso()]).toEqual([Date.UTC(2026, 10, 22, 20, 15, 4, 500), '2026-11-22T20:15:04.500Z']);
});
