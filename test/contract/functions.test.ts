// Sizes of functions that follow the settings.
import { FUNCTIONS, memoryForPairs } from '../../functions/contract/runtime/functions.ts';

const megabytes = (verb: string, pairs: number): number => {
  const spec = FUNCTIONS.find((one) => one.verb === verb);
  if (!spec) throw new Error(`no ${verb}`);
  return memoryForPairs(spec, pairs);
};

test.each([
  [1, 512],
  [4, 512],
  [5, 576],
  [20, 1536],
  [100, 1769],
])('with %d pairs the watcher and the inspector have %d MB', (pairs, memory) => {
  expect([megabytes('watch', pairs), megabytes('inspect', pairs)]).toEqual([memory, memory]);
});

test('what serves one pair at a time does not grow', () => {
  expect(megabytes('capture', 20)).toBe(megabytes('capture', 1));
  expect(megabytes('fence', 20)).toBe(512);
});
