// Which figures of the streams are too big, and which are not.
import { growthBroken, MEBIBYTE, medianOf, ratioBroken } from '../../bench/streams/stream-limits.ts';

const growthOf = (small: readonly number[], large: readonly number[]) => [
  {
    verb: 'capture',
    small: small.map((mebibytes) => mebibytes * MEBIBYTE),
    large: large.map((mebibytes) => mebibytes * MEBIBYTE),
  },
];

test('memory that stays under 128 MiB and hardly grows with the backup breaks nothing', () => {
  expect(growthBroken(growthOf([60, 50, 55], [58, 63, 127.9]))).toEqual([]);
});

test('one run that reaches 128 MiB is one too many', () => {
  expect(growthBroken(growthOf([60, 60, 60], [60, 128, 60]))).toEqual([
    'capture grew by 128.0 MiB, over the limit of 128.0 MiB',
  ]);
});

test('memory that grows with the backup is a breach however small it is', () => {
  expect(growthBroken(growthOf([10, 20, 20], [18.1, 19, 30]))).toEqual([
    'capture grew by 8.1 MiB more for 2 GiB than for 512 MiB; at most 8.0 MiB',
  ]);
  expect(growthBroken(growthOf([10, 20, 20], [18, 40, 50]))).toEqual([]);
});

test('a capture must have seven tenths of the throughput of the tools, in the middle of the runs; without tools nothing is asked', () => {
  expect(ratioBroken([0.5, 0.7, 0.9])).toEqual([]);
  expect(ratioBroken([0.5, 0.69, 0.9])).toHaveLength(1);
  expect(ratioBroken([])).toEqual([]);
});

test('the median is a value that was measured', () => {
  expect(medianOf([9, 1, 5])).toBe(5);
  expect(medianOf([9, 1])).toBe(9);
});
