// Turns the refusals of a Redfish service into named failures, with what the service says it allows. Source: DMTF
// DSP0266, "Status codes" and "Error responses".
import { type Failure, failure } from '../domain/failure/failure.ts';
import type { FailureName } from '../domain/failure/failure-name.ts';
import { plainLine } from '../domain/text/plain-text.ts';

const LONGEST_SAYING = 300;

/** Own keys only, so that a service cannot reach "constructor" or "__proto__". */
export const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** The values of a service's list that can be values of the standard. */
export const plainNames = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string' && /^[A-Za-z0-9]{1,40}$/.test(one)).slice(0, 30)
    : undefined;

const said = (body: unknown): string => {
  const error = own(body, 'error');
  const details = own(error, '@Message.ExtendedInfo');
  const messages = [
    own(error, 'message'),
    ...(Array.isArray(details) ? details.map((one) => own(one, 'Message')) : []),
  ];
  return messages
    .filter((one): one is string => typeof one === 'string')
    .map((one) => plainLine(one, LONGEST_SAYING))
    .join(' ')
    .slice(0, LONGEST_SAYING);
};

export interface RefusedAnswer {
  readonly status: number;
  /** Parsed body; undefined if there is none. */
  readonly body: unknown;
}

export interface Asked {
  /** Name of the controller in messages. */
  readonly where: string;
  /** The request, such as "ForceOff" or "GET /redfish/v1/Systems/1". */
  readonly what: string;
  readonly secret: string;
  readonly allowed?: readonly string[];
}

const allowedInWords = ({ allowed }: Asked): string =>
  allowed === undefined ? '' : `; it allows ${allowed.join(', ') || 'nothing'}`;

type Kind = readonly [name: FailureName, fix: (asked: Asked) => string];

const KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [
    401,
    [
      'PowerRefused',
      ({ secret }) =>
        `Correct the account in secret ${secret}. Twinbox does not try it again until the secret changes.`,
    ],
  ],
  [403, ['PowerRefused', ({ secret }) => `Give the account in secret ${secret} permission to control power.`]],
  [404, ['PowerNotFound', () => 'Check systemPath, or leave it out if the controller has only one system.']],
  [405, ['PowerNotFound', () => 'Check systemPath: it must name a system, not a collection.']],
  [
    409,
    [
      'PowerConflict',
      () => 'The controller is busy with another request. Check what it is doing. Twinbox retries by itself.',
    ],
  ],
  [410, ['PowerNotFound', () => 'Check systemPath, or leave it out if the controller has only one system.']],
  [
    412,
    [
      'PowerPreconditionFailed',
      () => 'The system changed between the read and the request. Twinbox retries by itself.',
    ],
  ],
  [
    428,
    [
      'PowerPreconditionFailed',
      () => 'The controller requires a precondition but does not name it. Update its firmware.',
    ],
  ],
  [
    501,
    ['PowerNotFound', () => 'The controller does not support this action. Add a second power method to the settings.'],
  ],
]);

/** The refusal as a named failure. */
export const refusalOf = (answer: RefusedAnswer, asked: Asked): Failure => {
  const { status, body } = answer;
  const words = said(body);
  const message = `${asked.where} refused ${asked.what} with HTTP ${status}${words && ` (${words})`}${allowedInWords(asked)}`;
  if (status === 429 || status >= 500) {
    if (status !== 501)
      return failure('PowerUnreachable', message, 'The controller is busy or faulty. Twinbox retries by itself.');
  }
  const [name, fix] = KINDS.get(status) ?? [];
  if (name !== undefined && fix) return failure(name, message, fix(asked));
  return failure('PowerActionRefused', message);
};

/** An answer that redirects to another host or port. The account is never sent there. */
export const redirected = ({ where, what }: Asked, status: number, location: string | undefined): Failure =>
  failure(
    'PowerRedirected',
    `${where} answered ${what} with HTTP ${status}, a redirect ${location === undefined ? 'without an address' : 'to another host or port'}`,
  );
