// How a failure travels from a function to Halt: Lambda keeps only an error's name and message, so the hint rides in the message.

/** A failure as Halt tells it. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** What a person can do about it. */
  readonly hint?: string;
}

const HINT = '\nHint: ';

const hintOf = (caught: unknown): string | undefined =>
  typeof caught === 'object' && caught !== null && 'hint' in caught && typeof caught.hint === 'string' ? caught.hint : undefined;

/** Name, message and hint of anything caught; never its other properties (they may hold answers with secrets). */
export const failureOf = (caught: unknown): Failure => {
  const hint = hintOf(caught);
  const named = Error.isError(caught)
    ? { name: caught.name, message: caught.message }
    : { name: 'UnknownError', message: String(caught) };
  return hint === undefined ? named : { ...named, hint };
};

/** An error that Lambda passes on whole: same name, the hint behind the message, the stack trace kept. */
export const errorOfFailure = ({ name, message, hint }: Failure, cause: unknown): Error => {
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
  return cut < 0 ? { name, message: whole } : { name, message: whole.slice(0, cut), hint: whole.slice(cut + HINT.length) };
};
