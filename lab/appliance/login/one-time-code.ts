// Codes of an authenticator, as a simulated appliance expects them: RFC 6238 with SHA-1, six digits, thirty seconds. It
// uses a library, independent of the product's code.
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;

/**
 * The step of time whose code it is: the current one or a neighbour; undefined if the code matches none, or there is no
 * seed.
 */
export const stepOfCode = (seed: string, code: string, nowMs: number): number | undefined => {
  if (seed === '') return undefined;
  const totp = new TOTP({ secret: Secret.fromBase32(seed), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS });
  const delta = totp.validate({ token: code.trim(), timestamp: nowMs, window: 1 });
  return delta === null ? undefined : totp.counter({ timestamp: nowMs }) + delta;
};
