// What every handler ends in: middy with the logger around a step. The step knows nothing of Lambda; it gets the event and a
// way to ask how much time is left.
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { RemainingTime } from '../contract/clock.ts';
import { errorOfFailure, failureOf } from '../contract/failure.ts';

/**
 * Makes a Lambda handler of a step: `(event, context)` becomes `step(event, remainingMs)`. A failure is logged by its name and
 * message alone and thrown on, its hint behind the message: Lambda passes on nothing else.
 */
export const lambdaEntry = <I, R>(step: (input: I, remainingMs: RemainingTime) => Promise<R>) => {
  const logger = new Logger({ serviceName: 'twinbox' });
  return middy<I, R, Error, Context>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event: I, context: Context): Promise<R> => {
      try {
        return await step(event, () => context.getRemainingTimeInMillis());
      } catch (error) {
        const failure = failureOf(error);
        logger.error(`${failure.name}: ${failure.message}`, { failure: failure.name });
        throw errorOfFailure(failure, error);
      }
    });
};
