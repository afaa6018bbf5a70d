// How often a standby is given an account that it refuses.
import { mayPresent, oneMore, type Refusals } from '../../functions/domain/recovery/account-tries.ts';

test('twenty-four attempts present an account that is refused each time six times, the last one among them', () => {
  const presented: number[] = [];
  let refusals: Refusals | undefined;
  for (let attempt = 1; attempt <= 24; attempt += 1) {
    if (!mayPresent(refusals, attempt, 24)) continue;
    presented.push(attempt);
    refusals = oneMore(refusals, attempt);
  }
  expect(presented).toEqual([1, 2, 4, 8, 16, 24]);
});

test('without a refusal every attempt may', () => {
  expect(mayPresent(undefined, 7, 24)).toBe(true);
});
