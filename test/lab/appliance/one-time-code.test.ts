// The codes that a simulated appliance accepts, against the vectors of RFC 6238, appendix B (the last six of their
// eight digits).
import { stepOfCode } from '../../../lab/appliance/login/one-time-code.ts';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [1, '287082', 59],
  [37_037_036, '081804', 1_111_111_109],
  [37_037_037, '050471', 1_111_111_111],
  [666_666_666, '353130', 20_000_000_000],
])('step %i has the code %s', (step, code, second) => {
  for (const beside of [-30, 0, 30]) expect(stepOfCode(SEED, ` ${code} `, (second + beside) * 1000)).toBe(step);
  for (const away of [-90, 90]) expect(stepOfCode(SEED, code, (second + away) * 1000)).toBeUndefined();
});

test.each(['', '28708', '2870820', 'abcdef'])('%p is no code', (code) => {
  expect(stepOfCode(SEED, code, 59_000)).toBeUndefined();
});

test('without a seed no code is right', () => {
  expect(stepOfCode('', '328482', 59_000)).toBeUndefined();
});
