// How a step's sentences reach the log: with the name and message of what was caught, never its other properties.
import type { Logger } from '@aws-lambda-powertools/logger';
import { describeFailure } from '../contract/errors/describe-failure.ts';
import { plainLine } from '../domain/text/plain-text.ts';

/** A sentence alone is news; one with something caught is a warning. */
export const logSay =
  (logger: Pick<Logger, 'info' | 'warn'>) =>
  (said: string, caught?: unknown): void => {
    const sentence = plainLine(said);
    if (caught === undefined) {
      logger.info(sentence);
      return;
    }
    const { name, message } = describeFailure(caught);
    logger.warn(`${sentence}: ${name}: ${message}`, { failure: name });
  };
