// Codes of an authenticator, against the vectors of RFC 6238, appendix B (the last six of their eight digits).
import { isTotpSeed, totpCode } from '../../../../functions/appliance/restore/login-form/sign-in/totp.ts';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each<[number, string]>([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at second %i the code is %s', (second, code) => {
  expect(totpCode(SEED, second * 1000)).toBe(code);
  expect(totpCode('gezd gnbv gy3t qojq gezd gnbv gy3t qojq', second * 1000)).toBe(code);
});

test('what is no base32 is no seed', () => {
  expect(isTotpSeed(SEED)).toBe(true);
  for (const text of ['', '1890', 'p@ss']) expect(isTotpSeed(text)).toBe(false);
});
