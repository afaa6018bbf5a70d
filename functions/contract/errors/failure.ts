// How a failure travels from a function to Halt: Lambda keeps only an error's name and message, so the hint rides in the message.
import { plainLine } from '../../domain/text/plain-text.ts';

/** A failure as Halt tells it. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** What a person can do about it. */
  readonly hint?: string;
}

/** No message of ours holds a line break, so nothing in one can be taken for its hint. */
const HINT = '\nHint: ';

/** Longer than one line of text: a message may name many things. */
const MOST_MESSAGE = 8_000;
const MOST_NAME = 100;

const plainFailure = ({ name, message, hint }: Failure): Failure => ({
  name: plainLine(name, MOST_NAME),
  message: plainLine(message, MOST_MESSAGE),
  ...(hint !== undefined && { hint: plainLine(hint, MOST_MESSAGE) }),
});

const hintOf = (caught: unknown): string | undefined =>
  typeof caught === 'object' && caught !== null && 'hint' in caught && typeof caught.hint === 'string' ? caught.hint : undefined;

/** Name, message and hint of anything caught; never its other properties (they may hold answers with secrets). */
export const failureOf = (caught: unknown): Failure => {
  const hint = hintOf(caught);
  const named = Error.isError(caught)
    ? { name: caught.name, message: caught.message }
    : { name: 'UnknownError', message: String(caught) };
  return plainFailure(hint === undefined ? named : { ...named, hint });
};

/** An error that Lambda passes on whole: same name, the hint behind the message, the stack trace kept. */
export const errorOfFailure = (failure: Failure, cause: unknown): Error => {
  const { name, message, hint } = plainFailure(failure);
  const error = new Error(hint === undefined ? message : `${message}${HINT}${hint}`);
  error.name = name;
  if (Error.isError(cause) && cause.stack !== undefined) error.stack = cause.stack;
  return error;
};

const messageIn = (cause: string): string => {
  try {
    const parsed: unknown = JSON.parse(cause);
    const message = typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed ? parsed.errorMessage : undefined;
    return typeof message === 'string' ? message : cause;
  } catch (error) {
    return error instanceof SyntaxError ? cause : String(error);
  }
};

/**
 * Reads what a Catch of the state machine left: Lambda's error name, and its cause (JSON with `errorMessage`, or plain words where
 * Step Functions itself failed the task, as for States.Timeout).
 */
export const failureOfCatch = (caught: { readonly Error: string; readonly Cause?: string } | undefined): Failure => {
  const whole = messageIn(caught?.Cause ?? 'the workflow gave no cause');
  const cut = whole.indexOf(HINT);
  const name = caught?.Error ?? 'UnknownError';
  return plainFailure(
    cut < 0 ? { name, message: whole } : { name, message: whole.slice(0, cut), hint: whole.slice(cut + HINT.length) },
  );
};
