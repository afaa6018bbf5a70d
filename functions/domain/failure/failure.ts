// A failure of ours: an error with a name from the catalogue. It is thrown, never logged and forgotten. Pure.
import { plainLine } from '../text/plain-text.ts';
import type { FailureName } from './failure-name.ts';

/** Longer than one line of text: a message may name many things. */
const MOST_MESSAGE = 8_000;

/** What people are shown of a failure. Each has a hint: what they can do about it. */
export interface FailureDescription {
  readonly name: FailureName;
  readonly message: string;
  readonly hint: string;
}

export class Failure extends Error {
  override readonly name: FailureName;
  /** What a person can do about it, in one or two sentences; left out where the catalogue's own hint says all. */
  readonly hint: string | undefined;

  constructor(name: FailureName, message: string, hint?: string, cause?: unknown) {
    super(plainLine(message, MOST_MESSAGE), cause === undefined ? undefined : { cause });
    this.name = name;
    this.hint = hint === undefined ? undefined : plainLine(hint, MOST_MESSAGE);
  }
}

/**
 * A failure to throw.
 * @param hint where it can say more than the catalogue's hint of that name.
 * @example throw failure('FenceUnconfirmed', `nothing confirmed that ${appliance} is off`);
 */
export const failure = (name: FailureName, message: string, hint?: string, cause?: unknown): Failure =>
  new Failure(name, message, hint, cause);

/** Tells whether something caught is a failure of that name, or of any where none is given. */
export const isFailure = <N extends FailureName = FailureName>(
  caught: unknown,
  name?: N,
): caught is Failure & { readonly name: N } => caught instanceof Failure && (name === undefined || caught.name === name);
