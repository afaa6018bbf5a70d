// Describes any failure to the operator and carries it from a function to Halt. Lambda keeps only an error's name and
// message, so the message carries the hint. A cause is never shown: it may hold an answer with secrets.
import type { FailureDescription } from '../../domain/failure/failure.ts';
import { isFailureName } from '../../domain/failure/failure-name.ts';
import { plainLine } from '../../domain/text/plain-text.ts';
import { jsonOf } from '../json/parse-json.ts';
import { HINTS } from './failure-hints.ts';
import { failureNameOf } from './raw-failures.ts';

/** No message of ours holds a line break, so no part of a message can pass as its hint. */
const HINT = '\nHint: ';

/** Longer than the limit for one line of text: a message may name many things. */
const MOST_MESSAGE = 8_000;
const MOST_NAME = 100;

/**
 * Puts the original name of an error of AWS, Lambda or the language before its message: the catalogue's name is less
 * specific.
 */
const describe = (errorName: string, message: string, hint: string | undefined): FailureDescription => {
  const name = failureNameOf(errorName);
  const isReported =
    isFailureName(errorName) || errorName === 'Error' || errorName === '' || message.startsWith(errorName);
  return {
    name,
    message: plainLine(isReported ? message : `${plainLine(errorName, MOST_NAME)}: ${message}`, MOST_MESSAGE),
    hint: plainLine(hint ?? HINTS[name], MOST_MESSAGE),
  };
};

const hintIn = (caught: object): string | undefined =>
  'hint' in caught && typeof caught.hint === 'string' ? caught.hint : undefined;

/**
 * Name, message and hint of anything caught; never its other properties (they may hold answers with secrets).
 * @example describeFailure(new RangeError('no zone')).message // 'RangeError: no zone'
 */
export const describeFailure = (caught: unknown): FailureDescription =>
  Error.isError(caught)
    ? describe(caught.name, caught.message, hintIn(caught))
    : describe('UnknownError', String(caught), undefined);

/** An error that Lambda passes on whole: same name, the hint after the message, the same stack trace. */
export const errorOfFailure = ({ name, message, hint }: FailureDescription, cause: unknown): Error => {
  const error = new Error(`${plainLine(message, MOST_MESSAGE)}${HINT}${plainLine(hint, MOST_MESSAGE)}`);
  error.name = name;
  if (Error.isError(cause) && cause.stack !== undefined) error.stack = cause.stack;
  return error;
};

const messageIn = (cause: string): string => {
  const parsed = jsonOf(cause);
  const message =
    typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed ? parsed.errorMessage : undefined;
  return typeof message === 'string' ? message : cause;
};

/**
 * Reads what a Catch of the state machine left: Lambda's error name, and its cause (JSON with `errorMessage`, or plain
 * text where Step Functions itself failed the task, as for States.Timeout).
 * @example describeCatch({ Error: 'FenceUnconfirmed', Cause: 'it is on' }).message // 'it is on'
 */
export const describeCatch = (
  caught: { readonly Error: string; readonly Cause?: string } | undefined,
): FailureDescription => {
  const whole = messageIn(caught?.Cause ?? 'the workflow gave no cause');
  const cut = whole.indexOf(HINT);
  const [message, hint] = cut < 0 ? [whole] : [whole.slice(0, cut), whole.slice(cut + HINT.length)];
  return describe(caught?.Error ?? 'UnknownError', message, hint);
};
