// Every failure that the workflow or an operator can meet has a name and a hint. The name is the string that the state
// machine matches and that the report shows; the hint is what a person can do about it.
import { plainLine } from '../../domain/text/plain-text.ts';

/** Longer than one line of text: a message may name many things. */
const MOST_MESSAGE = 8_000;

const plain = (text: string): string => plainLine(text, MOST_MESSAGE);

/** A failure with a fixed name. Thrown, never logged and forgotten. */
export class NamedError extends Error {
  /** What a person can do about it, in one or two sentences. */
  readonly hint: string;

  constructor(name: string, message: string, hint: string, cause?: unknown) {
    super(plain(message), cause === undefined ? undefined : { cause });
    this.name = name;
    this.hint = plain(hint);
  }
}

/** Tells whether something caught is the named failure. */
export const isNamed = (caught: unknown, name: string): caught is NamedError =>
  caught instanceof NamedError && caught.name === name;

/** What to say of anything caught: its name and message, never its properties (they may hold answers with secrets). */
export const describeError = (caught: unknown): { readonly name: string; readonly message: string; readonly hint?: string } => {
  if (caught instanceof NamedError) return { name: caught.name, message: caught.message, hint: caught.hint };
  if (caught instanceof Error) return { name: caught.name, message: plain(caught.message) };
  return { name: 'UnknownError', message: plain(String(caught)) };
};
