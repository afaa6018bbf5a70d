// What every handler ends in: middy with the logger around a step. The step knows nothing of Lambda; it gets the event and a
// way to ask how much time is left.
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { describeFailure, errorOfFailure } from '../contract/errors/describe-failure.ts';
import type { RemainingTime } from '../contract/runtime/clock.ts';
import { plainDeep } from '../domain/text/plain-text.ts';
import { pingAnswer } from './ping-answer.ts';

/** What of an answer belongs in the log: its outcome and its reasons. The rest is data. */
const TOLD = ['outcome', 'evidence', 'captured', 'skipped'];

const toldOf = (answer: unknown): Record<string, unknown> =>
  typeof answer === 'object' && answer !== null
    ? plainDeep(Object.fromEntries(Object.entries(answer).filter(([key]) => TOLD.includes(key))))
    : {};

/**
 * middy would answer 5 ms before the function's end with an error of its own, while the step is still at work. Lambda ends the
 * function by a name that the workflow knows and tries once more.
 */
const ONLY_LAMBDA_ENDS = { timeoutEarlyInMillis: 0 };

/**
 * Makes a Lambda handler of a step: `(event, context)` becomes `step(event, remainingMs)`. A failure is logged by its name and
 * message alone and thrown on, its hint behind the message: Lambda passes on nothing else. A ping is answered here, by no step.
 */
export const lambdaEntry = <I, R>(step: (input: I, remainingMs: RemainingTime) => Promise<R>) => {
  const logger = new Logger({ serviceName: 'twinbox' });
  return middy<I, R, Error, Context>(ONLY_LAMBDA_ENDS)
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event: I, context: Context): Promise<R> => {
      const pinged = pingAnswer(event, context.functionVersion);
      if (pinged !== undefined) return pinged as R;
      try {
        const answer = await step(event, () => context.getRemainingTimeInMillis());
        logger.info('answered', toldOf(answer));
        return answer;
      } catch (error) {
        const failure = describeFailure(error);
        logger.error(`${failure.name}: ${failure.message}`, { failure: failure.name });
        throw errorOfFailure(failure, error);
      }
    });
};
