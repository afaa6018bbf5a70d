// A failure is logged by its name and message alone and thrown on, its hint behind the message: Lambda passes on nothing else.
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
