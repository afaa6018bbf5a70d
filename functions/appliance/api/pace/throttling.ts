// Whether an answer of the API is throttling. The status of a call over the limit is not documented, so headers count
// too. Never used for /check_health, where a 5xx is a health verdict whatever its headers say.
import type { AnswerHeaders } from '../../../net/call.ts';
import { retryAfterMs } from '../../../net/retry-after.ts';

/** A used-up count refers to the limit per second. */
const NEXT_SECOND_MS = 1_000;

/** One count, or one of several: a limit per second and one per hour, perhaps with parameters. */
const USED_UP = /(^|,)\s*0+\s*(;|,|$)/;

export interface WaitAdvice {
  /** Undefined if the appliance does not say how long. */
  readonly waitMs?: number;
}

interface Answered {
  readonly status: number;
  readonly headers: AnswerHeaders;
}

/** Undefined if the answer is not throttling. */
export const waitAdviceOf = ({ status, headers }: Answered, nowMs: number): WaitAdvice | undefined => {
  if (status < 400 || status > 599) return undefined;
  const waitMs = retryAfterMs(headers['retry-after'], nowMs, headers.date);
  if (waitMs !== undefined) return { waitMs };
  const remaining = headers['x-ratelimit-remaining'];
  if (typeof remaining === 'string' && USED_UP.test(remaining)) return { waitMs: NEXT_SECOND_MS };
  return status === 429 ? {} : undefined;
};

/** Whether it is throttling at all, which needs no clock. */
export const asksPatience = (answer: Answered): boolean => waitAdviceOf(answer, 0) !== undefined;
