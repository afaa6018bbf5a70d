// Whatever is caught has a name of the catalogue, a message that says what it was called before, and a hint.
import { describeCatch, describeFailure, errorOfFailure } from '../../functions/contract/errors/describe-failure.ts';
import { HINTS } from '../../functions/contract/errors/failure-hints.ts';
import { failureNameOf, RAW_FAILURES } from '../../functions/contract/errors/raw-failures.ts';
import { failure, isFailure } from '../../functions/domain/failure/failure.ts';
import { FAILURE_NAMES, isFailureName } from '../../functions/domain/failure/failure-name.ts';

const raw = (name: string, message = 'it said no'): Error => Object.assign(new Error(message), { name });

test.each([
  ['AccessDenied', 'AwsDenied'],
  ['AccessDeniedException', 'AwsDenied'],
  ['ThrottlingException', 'AwsBusy'],
  ['SlowDown', 'AwsBusy'],
  ['TimeoutError', 'CallTimedOut'],
  ['AbortError', 'CallTimedOut'],
  ['InternalError', 'AwsUnreachable'],
  ['NoSuchBucket', 'AwsResourceMissing'],
  ['Sandbox.Timedout', 'States.Timeout'],
  ['Runtime.ExitError', 'States.Timeout'],
  ['States.Timeout', 'States.Timeout'],
  ['States.DataLimitExceeded', 'ExecutionFailed'],
  ['States.Runtime', 'WorkflowBroken'],
  ['Lambda.TooManyRequestsException', 'FunctionUnreached'],
  ['ZoneBusy', 'TrafficUnreachable'],
  ['RangeError', 'UnknownError'],
  ['constructor', 'UnknownError'],
  ['', 'UnknownError'],
])('%s is %s', (before, name) => {
  expect(failureNameOf(before)).toBe(name);
  const found = describeFailure(raw(before));
  expect(found).toEqual({ name, message: expect.stringContaining('it said no'), hint: expect.stringMatching(/\w/) });
  expect(describeCatch({ Error: before, Cause: JSON.stringify({ errorMessage: 'it said no' }) })).toEqual(found);
});

test('the name that an error had before begins its message, once', () => {
  expect(describeFailure(raw('AccessDenied')).message).toBe('AccessDenied: it said no');
  expect(describeFailure(raw('AccessDenied', 'AccessDenied: no')).message).toBe('AccessDenied: no');
  expect(describeFailure(new Error('no')).message).toBe('no');
  expect(describeFailure(failure('Unsure', 'no')).message).toBe('no');
});

test.each([undefined, null, 'no', 7, {}, { hint: 7 }])('%p, thrown, is an UnknownError with a hint', (caught) => {
  expect(describeFailure(caught)).toMatchObject({ name: 'UnknownError', hint: HINTS.UnknownError });
});

test('a Catch that gives nothing has a name and a hint as well', () => {
  expect(describeCatch(undefined)).toMatchObject({ name: 'UnknownError', hint: HINTS.UnknownError });
});

test('names are named once, and no row of the raw ones is one of ours', () => {
  expect(new Set(FAILURE_NAMES).size).toBe(FAILURE_NAMES.length);
  expect(Object.keys(RAW_FAILURES).filter(isFailureName)).toEqual([]);
});

test.each(FAILURE_NAMES)('%s travels from its function to Halt as it is', (name) => {
  const thrown = errorOfFailure(describeFailure(failure(name, 'what happened')), undefined);
  const found = describeCatch({ Error: thrown.name, Cause: JSON.stringify({ errorMessage: thrown.message }) });
  expect(found).toEqual({ name, message: 'what happened', hint: HINTS[name] });
  expect(isFailure(failure(name, ''), name)).toBe(true);
});

test('a hint of its own goes before the one of the catalogue', () => {
  const thrown = errorOfFailure(describeFailure(failure('Unsure', 'what happened', 'See dublin.')), undefined);
  expect(describeCatch({ Error: thrown.name, Cause: JSON.stringify({ errorMessage: thrown.message }) })).toEqual({
    name: 'Unsure',
    message: 'what happened',
    hint: 'See dublin.',
  });
});

test('an error is told from one of another name, and from one that is not ours', () => {
  expect(isFailure(failure('Unsure', ''), 'FileRefused')).toBe(false);
  expect(isFailure(raw('Unsure'), 'Unsure')).toBe(false);
  expect(isFailure(failure('Unsure', ''))).toBe(true);
});
