// Counts the API calls of an account against the limit in the vendor's specification: twenty a second, fifteen thousand
// an hour.
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';

const PER_SECOND = 20;
const PER_HOUR = 15_000;
const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

export interface RateLimit {
  /** Counts one call. `allowed` is false for a call over the limit; `remaining` goes into X-RateLimit-Remaining. */
  count(): { readonly allowed: boolean; readonly limit: number; readonly remaining: number };
}

export const createRateLimit = (clock: LabClock): RateLimit => {
  let calls: number[] = [];
  return {
    count: () => {
      const now = clock.nowMs();
      calls = calls.filter((atMs) => atMs > now - HOUR_MS);
      const lastSecond = calls.filter((atMs) => atMs > now - SECOND_MS).length;
      const allowed = lastSecond < PER_SECOND && calls.length < PER_HOUR;
      if (allowed) calls.push(now);
      return { allowed, limit: PER_SECOND, remaining: Math.max(0, PER_SECOND - lastSecond - 1) };
    },
  };
};
