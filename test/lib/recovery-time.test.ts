// What synth says about time.
import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { expectedSeconds, inWords, worstSeconds } from '../../lib/settings/recovery-time.ts';

const [pair] = readSettings('twinbox.yaml').pairs;
if (!pair) throw new Error('the example has no pair');
const actingAfter = (actAfterSeconds: number) =>
  expectedSeconds({ ...pair, policy: { ...pair.policy, actAfterSeconds } });

describe('the expected time of a recovery', () => {
  test('is that of detection, restore and move where nothing has to be waited for', () => {
    expect(actingAfter(0)).toBe(actingAfter(60));
  });

  test('grows with actAfterSeconds once that is longer than detection and restore', () => {
    expect(actingAfter(900) - actingAfter(600)).toBe(300);
  });

  test('grows with the rounds that must fail', () => {
    const slower = {
      ...pair,
      watch: { ...pair.watch, failuresToAlarm: 6 },
      policy: { ...pair.policy, actAfterSeconds: 0 },
    };
    expect(expectedSeconds(slower) - actingAfter(0)).toBe(30);
  });

  test('is far below the bound that the timeouts give, which is less than a day', () => {
    expect(worstSeconds()).toBeGreaterThan(10 * actingAfter(300));
    expect(worstSeconds()).toBeLessThan(24 * 3600);
  });
});

test.each([
  [45, '45 s'],
  [120, '2 min'],
  [342, '5 min 42 s'],
  [7200, '2 h'],
  [76_860, '21 h 21 min'],
])('%i seconds read as %s', (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});
