// Writes a step's sentences to the log, with the name and message of a caught error but never its other properties.

import { plainLine } from '../../domain/text/plain-text.ts';
import type { Log } from '../runtime/log.ts';
import { describeFailure } from './describe-failure.ts';

/** Logs a sentence alone as info, and one with a caught error as a warning. */
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
