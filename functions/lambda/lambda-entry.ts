// Wraps a step for Lambda: middy with the middlewares that all functions share. The step knows nothing of Lambda. It
// gets the event and a function that returns the remaining time.
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { RemainingTime } from '../contract/runtime/clock.ts';
import { logAnswer } from './log-answer.ts';
import { nameFailure } from './name-failure.ts';
import { answerPing } from './ping-answer.ts';

/**
 * By default middy returns its own error 5 ms before the timeout, while the step still works. Without it Lambda ends
 * the function with an error that the workflow knows and retries once.
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
