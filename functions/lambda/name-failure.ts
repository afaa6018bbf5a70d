// Logs a failure's name and message, and throws it again with its hint after the message: Lambda passes on nothing
// else.
import type { MiddlewareObj } from '@middy/core';
import { describeFailure, errorOfFailure } from '../contract/errors/describe-failure.ts';
import type { Log } from '../contract/runtime/log.ts';

export const nameFailure = (log: Log): MiddlewareObj => ({
  onError: (request) => {
    const failure = describeFailure(request.error);
    log.error(`${failure.name}: ${failure.message}`, { failure: failure.name });
    request.error = errorOfFailure(failure, request.error);
  },
});
