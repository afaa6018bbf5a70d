// What every function ends in: middy with what is common to all of them around a step. The step knows nothing of Lambda; it gets the event
// and a way to ask how much time is left.
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { RemainingTime } from '../contract/runtime/clock.ts';
import { logAnswer } from './log-answer.ts';
import { nameFailure } from './name-failure.ts';
import { answerPing } from './ping-answer.ts';

/**
 * middy would answer 5 ms before the function's end with an error of its own, while the step is still at work. Lambda ends the
 * function by a name that the workflow knows and tries once more.
 */
const ONLY_LAMBDA_ENDS = { timeoutEarlyInMillis: 0 };

/** Makes a Lambda handler of a step: `(event, context)` becomes `step(event, remainingMs)`. */
export const lambdaEntry = <I, R>(step: (input: I, remainingMs: RemainingTime) => Promise<R>, logger: Logger) =>
  middy<I, R, Error, Context>(ONLY_LAMBDA_ENDS)
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(answerPing)
    .use(logAnswer(logger))
    .use(nameFailure(logger))
    .handler((event: I, context: Context): Promise<R> => step(event, () => context.getRemainingTimeInMillis()));
