// Names the refusals of Amazon EC2. Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API".
import { type Failure, failure } from '../../domain/failure/failure.ts';
import type { FailureName } from '../../domain/failure/failure-name.ts';

export interface Asked {
  /** The operation. */
  readonly what: string;
  readonly instanceId: string;
  readonly region: string;
}

type Kind = readonly [name: FailureName, fix?: (asked: Asked) => string];

const DENIED: Kind = [
  'PowerRefused',
  ({ what, instanceId }) =>
    `Check that the role of the function, the organization's policies and the key policies allow ${what} on ${instanceId}.`,
];
const MISSING: Kind = ['PowerNotFound', () => 'Check instanceId and region in the settings.'];
const NO_CAPACITY: Kind = ['PowerNoCapacity'];

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['UnauthorizedOperation', DENIED],
  ['AuthFailure', DENIED],
  ['AccessDenied', DENIED],
  ['AccessDeniedException', DENIED],
  ['OptInRequired', DENIED],
  ['InvalidInstanceID.NotFound', MISSING],
  ['InvalidInstanceID.Malformed', MISSING],
  [
    'OperationNotPermitted',
    [
      'PowerActionRefused',
      ({ instanceId }) =>
        `Turn off stop protection: aws ec2 modify-instance-attribute --instance-id ${instanceId} --no-disable-api-stop`,
    ],
  ],
  [
    'UnsupportedOperation',
    [
      'PowerActionRefused',
      () => 'EC2 cannot stop this kind of instance (instance store, Spot). Add another power method to the settings.',
    ],
  ],
  ['IncorrectInstanceState', ['PowerConflict', () => 'The instance is changing its state. Twinbox tries again.']],
  ['IncorrectState', ['PowerConflict', () => 'The instance is changing its state. Twinbox tries again.']],
  ['InsufficientInstanceCapacity', NO_CAPACITY],
  ['InsufficientHostCapacity', NO_CAPACITY],
  ['InsufficientCapacityOnHost', NO_CAPACITY],
  ['InsufficientReservedInstanceCapacity', NO_CAPACITY],
  ['InsufficientAddressCapacity', NO_CAPACITY],
  ['InstanceLimitExceeded', NO_CAPACITY],
  ['VcpuLimitExceeded', NO_CAPACITY],
]);

/** Parameters that a region or an instance type does not know: a plainer request may work. */
export const UNKNOWN_PARAMETER: ReadonlySet<string> = new Set([
  'UnknownParameter',
  'InvalidParameter',
  'InvalidParameterCombination',
  'InvalidParameterValue',
  'UnsupportedOperation',
]);

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** A throttled, lost or late answer is PowerUnreachable: a later try may work. */
export const ec2FailureOf = (error: unknown, asked: Asked): Failure => {
  const code = nameOf(error);
  const said = error instanceof Error ? error.message : '';
  const message = `EC2 in ${asked.region} refused ${asked.what} on ${asked.instanceId} with ${code}${said && `: ${said.slice(0, 300)}`}`;
  const [name, fix] = KINDS.get(code) ?? [];
  if (name !== undefined) return failure(name, message, fix?.(asked), error);
  return failure(
    'PowerUnreachable',
    message,
    'Check AWS Health for EC2 in that region. Twinbox tries again by itself.',
    error,
  );
};
