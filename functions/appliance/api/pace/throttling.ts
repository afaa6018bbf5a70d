// Whether an answer of the API asks for patience, by what it means and not by its status: that of a call over the limit is not
// documented. Never asked of /check_health, where a 5xx is a verdict whatever its headers say.
import type { AnswerHeaders } from '../../../net/call.ts';
import { retryAfterMs } from '../../../net/retry-after.ts';

/** The limit that a spent count speaks of is that of a second. */
const NEXT_SECOND_MS = 1_000;

export interface WaitAdvice {
  /** Undefined where the appliance does not say how long. */
  readonly waitMs?: number;
}

interface Answered {
  readonly status: number;
  readonly headers: AnswerHeaders;
}

/** Undefined where the answer asks for nothing of the kind. */
export const waitAdviceOf = ({ status, headers }: Answered, nowMs: number): WaitAdvice | undefined => {
  if (status < 400 || status > 599) return undefined;
  const waitMs = retryAfterMs(headers['retry-after'], nowMs);
  if (waitMs !== undefined) return { waitMs };
  const remaining = headers['x-ratelimit-remaining'];
  if (typeof remaining === 'string' && remaining.trim() === '0') return { waitMs: NEXT_SECOND_MS };
  return status === 429 ? {} : undefined;
};

/** Whether it asks for patience at all: no clock is needed to tell. */
export const asksPatience = (answer: Answered): boolean => waitAdviceOf(answer, 0) !== undefined;
