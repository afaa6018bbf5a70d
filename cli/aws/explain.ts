// Says in one sentence why AWS did not answer, and what to do: at 3 a.m. nobody reads a stack trace. The SDK's names are
// its own; where one was only seen and is not documented, it is marked assumed.
import { describeFailure } from '../../functions/contract/errors/describe-failure.ts';
import { isFailure } from '../../functions/domain/failure/failure.ts';
import { plainLine } from '../../functions/domain/text/plain-text.ts';
import { CliError, type CliErrorParts } from '../base/cli-error.ts';
import type { Target } from './target.ts';

/** What is known of a refused call. */
interface Seen {
  readonly name: string;
  readonly message: string;
  /** Of Node: `ECONNREFUSED`. */
  readonly code: string;
  readonly target: Target;
}

type Rule = readonly [
  name: string,
  fits: (seen: Seen) => boolean,
  parts: (seen: Seen) => Omit<CliErrorParts, 'name' | 'exit'>,
];

const named =
  (...names: readonly string[]) =>
  ({ name, code }: Seen): boolean =>
    names.includes(name) || names.includes(code);

const signIn = ({ profile }: Target): string =>
  `sign in again with \`aws sso login${profile === undefined ? '' : ` --profile ${profile}`}\`, or as your organization does it.`;

const isCredentials = named('CredentialsProviderError', 'TokenProviderError', 'ProviderError');

/** `is not authorized to perform: states:StartExecution on resource: arn:...` */
const deniedAction = (message: string): string => {
  const [, action, resource] = /not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(message) ?? [];
  if (action === undefined) return 'the call (AWS did not say which action)';
  return resource === undefined ? action : `${action} on ${resource.replace(/[.,]$/, '')}`;
};

const RULES: readonly Rule[] = [
  [
    'SessionExpired',
    (seen) =>
      named('ExpiredToken', 'ExpiredTokenException', 'RequestExpired')(seen) ||
      // Assumed: the texts of the SDK's SSO provider.
      (isCredentials(seen) && /expired|invalid.*(session|token)|sso login/i.test(seen.message)),
    ({ target }) => ({ message: 'your AWS session has expired', fix: signIn(target) }),
  ],
  [
    'NoProfile',
    (seen) => isCredentials(seen) && /profile/i.test(seen.message) && seen.target.profile !== undefined,
    ({ target }) => ({
      message: `the AWS profile ${target.profile} gives no credentials`,
      fix: 'choose a profile that `aws configure list-profiles` shows.',
    }),
  ],
  [
    'NoCredentials',
    isCredentials,
    () => ({
      message: 'no AWS credentials were found',
      fix: 'sign in (`aws sso login`), and choose the profile with --profile or AWS_PROFILE. For the lab, add --lab.',
    }),
  ],
  [
    'NoRegion',
    ({ message }) => message === 'Region is missing',
    ({ target: { profile } }) => ({
      message:
        profile === undefined
          ? 'no AWS region is set'
          : `the AWS profile ${profile} names no region, or does not exist`,
      fix: 'add --region with home.region of twinbox.yaml, or set AWS_REGION.',
    }),
  ],
  [
    'UnknownCredentials',
    named(
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'InvalidAccessKeyId',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
    ),
    ({ target }) => ({ message: 'AWS does not accept these credentials', fix: signIn(target) }),
  ],
  [
    'AccessDenied',
    named('AccessDenied', 'AccessDeniedException', 'AuthorizationError', 'UnauthorizedOperation', 'Forbidden'),
    ({ message }) => ({
      message: `AWS denied ${deniedAction(message)}`,
      fix: 'use credentials that allow this action, or ask whoever administers the account for it.',
    }),
  ],
  [
    'Throttled',
    named(
      'ThrottlingException',
      'Throttling',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'SlowDown',
      'RequestThrottled',
    ),
    () => ({
      message: 'AWS is throttling the calls of this account',
      fix: 'wait a minute and try again. Something else may be calling the same service too often.',
    }),
  ],
  [
    'NoSuchRegion',
    (seen) => named('ENOTFOUND')(seen) && seen.target.region !== undefined && !seen.target.lab,
    ({ target }) => ({
      message: `no AWS service answers for the region ${target.region}`,
      fix: 'check the spelling of the region (home.region of twinbox.yaml), and the network.',
    }),
  ],
  [
    'NoLab',
    (seen) => seen.target.lab !== undefined && named('ECONNREFUSED', 'ECONNRESET', 'TimeoutError')(seen),
    ({ target }) => ({
      message: `the lab at ${target.lab?.url} does not answer`,
      fix: 'start it again with `npm run lab`.',
    }),
  ],
  [
    'NoNetwork',
    named(
      'ENOTFOUND',
      'EAI_AGAIN',
      'ECONNREFUSED',
      'ECONNRESET',
      'ENETUNREACH',
      'EHOSTUNREACH',
      'ETIMEDOUT',
      'EPIPE',
      'TimeoutError',
    ),
    ({ message }) => ({
      message: `AWS cannot be reached (${message})`,
      fix: 'check the network, the VPN and the proxy, then try again.',
    }),
  ],
  [
    'WrongClock',
    named('RequestTimeTooSkewed', 'RequestInTheFuture'),
    () => ({ message: 'the clock of this machine is wrong by minutes', fix: 'set it, then try again.' }),
  ],
  [
    'NoReport',
    named('NoSuchKey', 'NotFound'),
    () => ({
      message: 'the backup store has no such object',
      fix: 'check the run with `twinbox history`.',
    }),
  ],
];

const MOST_MESSAGE = 600;

const textIn = (error: object, key: string): string => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : '';
};

/** Whatever was caught, as something to show a person. */
export const explain = (caught: unknown, target: Target): CliError => {
  if (caught instanceof CliError) return caught;
  if (isFailure(caught)) {
    const { name, message, hint } = describeFailure(caught);
    return new CliError({ exit: name === 'WrongInput' ? 'usage' : 'fault', name, message, fix: hint }, caught);
  }
  if (!Error.isError(caught)) return new CliError({ exit: 'fault', name: 'Fault', message: String(caught) }, caught);
  const seen: Seen = {
    name: caught.name,
    message: plainLine(caught.message, MOST_MESSAGE),
    code: textIn(caught, 'code') || textIn(caught, 'Code'),
    target,
  };
  const rule = RULES.find(([, fits]) => fits(seen));
  if (rule) return new CliError({ exit: 'fault', name: rule[0], ...rule[2](seen) }, caught);
  return new CliError({ exit: 'fault', name: 'Fault', message: `${seen.name}: ${seen.message}` }, caught);
};
