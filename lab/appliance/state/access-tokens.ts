// The bearer tokens of a simulated appliance: each lives for an hour, there are thirty at most, and a new secret or a
// restart ends all.
import { randomBytes } from 'node:crypto';
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';
import type { Issues } from '../access/issued.ts';
import type { Shows } from '../behaviour/behaviours.ts';

/** Seconds of lab time a token lives, as the appliance says in `expires_in`. */
export const TOKEN_SECONDS = 3600;
const MOST_TOKENS = 30;

export interface AccessTokens {
  issue(): string;
  accepts(token: string): boolean;
  clear(): void;
}

export const createAccessTokens = (clock: LabClock, shows: Shows, issues: Issues): AccessTokens => {
  const endsAtMs = new Map<string, number>();
  return {
    issue: () => {
      const now = clock.nowMs();
      for (const [token, end] of endsAtMs) if (end <= now) endsAtMs.delete(token);
      while (endsAtMs.size >= MOST_TOKENS) {
        shows('oauth.token-cap');
        endsAtMs.delete(endsAtMs.keys().next().value ?? '');
      }
      const token = randomBytes(20).toString('hex');
      issues('access token', token);
      endsAtMs.set(token, now + TOKEN_SECONDS * 1000);
      return token;
    },
    accepts: (token) => {
      const end = endsAtMs.get(token);
      if (end === undefined) return false;
      if (end > clock.nowMs()) return true;
      shows('oauth.token-lifetime');
      return false;
    },
    clear: () => endsAtMs.clear(),
  };
};
