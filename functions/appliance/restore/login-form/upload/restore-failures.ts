// How a restore through the web interface fails: where nothing happened, and where nobody knows.

import { RestoreUnprovenError } from '../../../../contract/errors/restore-unproven.ts';
import { type Failure, failure, isFailure } from '../../../../domain/failure/failure.ts';
import { CallFailure } from '../../../../net/call-failure.ts';

export const nothingHappened = (message: string, cause?: unknown): Failure =>
  failure(
    'RestoreRefused',
    message,
    'Nothing was restored. Look at the web interface of the appliance by hand, then start again.',
    cause,
  );

export const unproven = (where: string, message: string, cause?: unknown, notice?: string): Failure =>
  new RestoreUnprovenError(`${where}: ${message}`, 'Look at the appliance whether the restore happened.', notice, cause);

/** Runs what gives nothing to the appliance yet: a call without an answer then means that nothing happened. */
export const before = async <T>(where: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isFailure(error, 'SecretUnreadable')) throw nothingHappened(error.message, error);
    throw error instanceof CallFailure
      ? nothingHappened(`${where} does not answer on the way to its upload form: ${error.message}`, error)
      : error;
  }
};
