// One line of the log for each answer.
import type { MiddlewareObj } from '@middy/core';
import type { Log } from '../contract/runtime/log.ts';
import { plainDeep } from '../domain/text/plain-text.ts';

/** What of an answer belongs in the log: its outcome and its reasons. The rest is data. */
const TOLD = ['outcome', 'evidence', 'captured', 'skipped'];

const toldOf = (answer: unknown): Record<string, unknown> =>
  typeof answer === 'object' && answer !== null
    ? plainDeep(Object.fromEntries(Object.entries(answer).filter(([key]) => TOLD.includes(key))))
    : {};

export const logAnswer = (log: Log): MiddlewareObj => ({
  after: ({ response }) => log.info('answered', toldOf(response)),
});
