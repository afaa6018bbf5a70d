// Codes of an authenticator, as a simulated appliance expects them: RFC 6238 with SHA-1, six digits, thirty seconds. A library makes them: it
// knows nothing of how the product does.
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;

/** The step of time whose code it is: this one or one beside it; undefined where it is none of them, or nobody has a seed. */
export const stepOfCode = (seed: string, code: string, nowMs: number): number | undefined => {
  if (seed === '') return undefined;
  const totp = new TOTP({ secret: Secret.fromBase32(seed), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS });
  const delta = totp.validate({ token: code.trim(), timestamp: nowMs, window: 1 });
  return delta === null ? undefined : totp.counter({ timestamp: nowMs }) + delta;
};
