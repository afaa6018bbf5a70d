// Our failures: errors with a name from the catalogue. They are always thrown, never only logged. Pure.
import { plainLine } from '../text/plain-text.ts';
import type { FailureName } from './failure-name.ts';

/** Longer than one line of text: a message may name many things. */
const MOST_MESSAGE = 8_000;

/** What operators see of a failure. Each has a hint that says what to do. */
export interface FailureDescription {
  readonly name: FailureName;
  readonly message: string;
  readonly hint: string;
}

export class Failure extends Error {
  override readonly name: FailureName;
  /** What to do about it, in one or two sentences; absent if the catalogue's hint is enough. */
  readonly hint: string | undefined;

  constructor(name: FailureName, message: string, hint?: string, cause?: unknown) {
    super(plainLine(message, MOST_MESSAGE), cause === undefined ? undefined : { cause });
    this.name = name;
    this.hint = hint === undefined ? undefined : plainLine(hint, MOST_MESSAGE);
  }
}

/**
 * A failure to throw.
 * @param hint if it can say more than the catalogue's hint for that name.
 * @example throw failure('FenceUnconfirmed', `nothing confirmed that ${appliance} is off`);
 */
export const failure = (name: FailureName, message: string, hint?: string, cause?: unknown): Failure =>
  new Failure(name, message, hint, cause);

/** Whether a caught value is a failure of that name, or of any name if none is given. */
export const isFailure = <N extends FailureName = FailureName>(
  caught: unknown,
  name?: N,
): caught is Failure & { readonly name: N } =>
  caught instanceof Failure && (name === undefined || caught.name === name);
