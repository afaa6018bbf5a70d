// How a restore through the web interface fails: nothing happened, or the outcome is unknown.

import { RestoreUnprovenError } from '../../../../contract/errors/restore-unproven.ts';
import { type Failure, failure, isFailure } from '../../../../domain/failure/failure.ts';
import { CallFailure } from '../../../../net/call-failure.ts';

export const nothingHappened = (message: string, cause?: unknown): Failure =>
  failure(
    'RestoreRefused',
    message,
    'Nothing was restored. Open the web interface of the appliance by hand, then start again.',
    cause,
  );

export const unproven = (where: string, message: string, cause?: unknown, notice?: string): Failure =>
  new RestoreUnprovenError(
    `${where}: ${message}`,
    'Check at the appliance whether the restore happened.',
    notice,
    cause,
  );

/** Runs steps that upload nothing yet: a call without an answer then means that nothing happened. */
export const before = async <T>(where: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isFailure(error, 'SecretUnreadable')) throw nothingHappened(error.message, error);
    throw error instanceof CallFailure
      ? nothingHappened(`${where} does not answer before its upload form is reached: ${error.message}`, error)
      : error;
  }
};
