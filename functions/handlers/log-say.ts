// How a step's sentences reach the log: with the name and message of what was caught, never its other properties.
import { describeFailure } from '../contract/errors/describe-failure.ts';
import type { Log } from '../contract/runtime/log.ts';
import { plainLine } from '../domain/text/plain-text.ts';

/** A sentence alone is news; one with something caught is a warning. */
export const logSay =
  (log: Pick<Log, 'info' | 'warn'>) =>
  (said: string, caught?: unknown): void => {
    const sentence = plainLine(said);
    if (caught === undefined) {
      log.info(sentence);
      return;
    }
    const { name, message } = describeFailure(caught);
    log.warn(`${sentence}: ${name}: ${message}`, { failure: name });
  };
