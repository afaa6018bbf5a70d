// Writes one log line for each answer.
import type { MiddlewareObj } from '@middy/core';
import type { Log } from '../contract/runtime/log.ts';
import { plainDeep } from '../domain/text/plain-text.ts';

/** Keys of an answer that belong in the log. The rest is data. */
const NOTIFIED = ['outcome', 'evidence', 'captured', 'skipped'];

const notifiedOf = (answer: unknown): Record<string, unknown> =>
  typeof answer === 'object' && answer !== null
    ? plainDeep(Object.fromEntries(Object.entries(answer).filter(([key]) => NOTIFIED.includes(key))))
    : {};

export const logAnswer = (log: Log): MiddlewareObj => ({
  after: ({ response }) => log.info('answered', notifiedOf(response)),
});
