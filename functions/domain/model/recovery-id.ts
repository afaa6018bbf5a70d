// Derives a recovery's id from its execution, so that close-out can find the journal from the execution alone. Pure.
import { basicIso } from '../text/basic-time.ts';

/** Last part of an execution ARN: the execution's name. */
const executionNameOf = (executionArn: string): string => executionArn.slice(executionArn.lastIndexOf(':') + 1);

/** `<startedAt basic ISO>-<last 8 of the execution name>`, fit for an object key. */
export const recoveryIdOf = (executionArn: string, startedAt: string): string => {
  const tail = executionNameOf(executionArn)
    .slice(-8)
    .replaceAll(/[^A-Za-z0-9_-]/g, '-');
  return `${basicIso(startedAt)}-${tail}`;
};
