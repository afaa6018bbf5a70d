// Maps errors that are not ours (of AWS's services, the SDK, Lambda, Step Functions and middy, and the few of ours that
// should never leave their folder) to names of the catalogue, so every halt has a hint. The state machine takes from
// the same table what it retries. Where a service does not document its exact code, the row is an assumption.
// Sources: the errors of Invoke in the Lambda API reference, which Step Functions reports as `Lambda.<name>`
// (https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html), "Handling errors in Step
// Functions workflows" of its developer guide, and "Common errors" of each service's API reference.
import { type FailureName, isFailureName } from '../../domain/failure/failure-name.ts';

/**
 * `not-reached`: the call failed before it reached our code. It passes by itself, sometimes only after minutes.
 * `ended-early`: the function ended before it could answer. Every step is safe to run twice.
 */
export type RetryReason = 'not-reached' | 'ended-early';

export interface RawFailure {
  readonly name: FailureName;
  /** Omitted where the state machine does not retry. */
  readonly retry?: RetryReason;
}

const unreached = { name: 'FunctionUnreached', retry: 'not-reached' } as const;
const endedEarly = { name: 'States.Timeout', retry: 'ended-early' } as const;
const denied = { name: 'AwsDenied' } as const;
const busy = { name: 'AwsBusy' } as const;
const unreachable = { name: 'AwsUnreachable' } as const;
const missing = { name: 'AwsResourceMissing' } as const;
const timedOut = { name: 'CallTimedOut' } as const;
const broken = { name: 'WorkflowBroken' } as const;

export const RAW_FAILURES = {
  // The Lambda service. A function in a VPC becomes Inactive after weeks without calls and then needs network
  // interfaces again; somebody has just changed a key, a role or a limit of EC2; or the account has no concurrency
  // left.
  'Lambda.ServiceException': unreached,
  'Lambda.AWSLambdaException': unreached,
  'Lambda.SdkClientException': unreached,
  'Lambda.TooManyRequestsException': unreached,
  'Lambda.ResourceNotReadyException': unreached,
  'Lambda.ResourceConflictException': unreached,
  'Lambda.CodeArtifactUserPendingException': unreached,
  'Lambda.ENINotReadyException': unreached,
  'Lambda.ENILimitReachedException': unreached,
  'Lambda.SubnetIPAddressLimitReachedException': unreached,
  'Lambda.EC2ThrottledException': unreached,
  'Lambda.EC2UnexpectedException': unreached,
  'Lambda.EC2AccessDeniedException': unreached,
  'Lambda.KMSAccessDeniedException': unreached,
  'Lambda.KMSDisabledException': unreached,
  'Lambda.KMSInvalidStateException': unreached,
  'Lambda.KMSNotFoundException': unreached,
  'Lambda.ResourceNotFoundException': broken,
  'Lambda.InvalidParameterValueException': broken,
  'Lambda.RequestTooLargeException': broken,
  'Lambda.InvalidRequestContentException': broken,
  'Lambda.UnsupportedMediaTypeException': broken,
  'Lambda.InvalidRuntimeException': broken,
  'Lambda.InvalidZipFileException': broken,
  'Lambda.RecursiveInvocationException': broken,
  // A subnet or a security group of the settings is gone.
  'Lambda.InvalidSubnetIDException': missing,
  'Lambda.InvalidSecurityGroupIDException': missing,
  // A function that ended early: its timeout passed, its sandbox failed, or its caller gave up. Older runtimes reported
  // Lambda.Unknown.
  'Sandbox.Timedout': endedEarly,
  'Runtime.ExitError': endedEarly,
  'Lambda.Unknown': endedEarly,
  'Lambda.ClientExecutionTimeoutException': endedEarly,
  'Runtime.OutOfMemory': { name: 'States.Timeout' },
  'Function.ResponseSizeTooLarge': broken,
  'Runtime.ImportModuleError': broken,
  'Runtime.UserCodeSyntaxError': broken,
  'Runtime.HandlerNotFound': broken,
  'Runtime.MalformedHandlerName': broken,
  // Step Functions itself.
  'States.HeartbeatTimeout': { name: 'States.Timeout' },
  'States.DataLimitExceeded': { name: 'ExecutionFailed' },
  'States.TaskFailed': { name: 'UnknownError' },
  'States.Permissions': denied,
  'States.Runtime': broken,
  'States.NoChoiceMatched': broken,
  'States.ParameterPathFailure': broken,
  'States.ResultPathMatchFailure': broken,
  'States.IntrinsicFailure': broken,
  // Raised by middy, Node's AbortSignal and the SDK's own handler when they give up.
  TimeoutError: timedOut,
  AbortError: timedOut,
  RequestTimeout: timedOut,
  RequestTimeoutException: timedOut,
  // Services of AWS.
  AccessDenied: denied,
  AccessDeniedException: denied,
  AuthorizationError: denied,
  AuthorizationErrorException: denied,
  KMSAccessDeniedException: denied,
  'KMS.AccessDeniedException': denied,
  UnrecognizedClientException: denied,
  InvalidClientTokenId: denied,
  InvalidAccessKeyId: denied,
  SignatureDoesNotMatch: denied,
  ExpiredToken: denied,
  ExpiredTokenException: denied,
  CredentialsProviderError: denied,
  Throttling: busy,
  ThrottlingException: busy,
  ThrottledException: busy,
  Throttled: busy,
  TooManyRequestsException: busy,
  RequestLimitExceeded: busy,
  RequestThrottled: busy,
  SlowDown: busy,
  KMSThrottlingException: busy,
  PriorRequestNotComplete: busy,
  ConditionalRequestConflict: busy,
  InternalError: unreachable,
  InternalErrorException: unreachable,
  InternalFailure: unreachable,
  InternalServerError: unreachable,
  InternalServiceError: unreachable,
  InternalServiceFault: unreachable,
  ServiceException: unreachable,
  ServiceUnavailable: unreachable,
  ServiceUnavailableException: unreachable,
  NetworkingError: unreachable,
  NoSuchBucket: missing,
  NoSuchKey: missing,
  NoSuchVersion: missing,
  NoSuchHostedZone: missing,
  NotFound: missing,
  NotFoundException: missing,
  ResourceNotFoundException: missing,
  ParameterNotFound: missing,
  StateMachineDoesNotExist: missing,
  ExecutionDoesNotExist: missing,
  KMSNotFoundException: missing,
  KMSDisabledException: missing,
  KMSInvalidStateException: missing,
  // Ours. None of them should leave its folder under its own name.
  DnsMessageError: { name: 'NoAnswer' },
  ZoneBusy: { name: 'TrafficUnreachable' },
  BatchRefused: { name: 'ChangeRefused' },
} as const satisfies Readonly<Record<string, RawFailure>>;

export type RawFailureName = keyof typeof RAW_FAILURES;

const isRaw = (name: string): name is RawFailureName => Object.hasOwn(RAW_FAILURES, name);

/**
 * The catalogue's name for an error of any name; UnknownError if the table does not have it.
 * @example failureNameOf('FenceUnconfirmed') // 'FenceUnconfirmed'
 * @example failureNameOf('SomethingNew') // 'UnknownError'
 */
export const failureNameOf = (errorName: string): FailureName => {
  if (isFailureName(errorName)) return errorName;
  return isRaw(errorName) ? RAW_FAILURES[errorName].name : 'UnknownError';
};

/** Names of the errors that the state machine retries for that reason, in the order of the table. */
export const retriedFor = (reason: RetryReason): readonly string[] =>
  Object.entries<RawFailure>(RAW_FAILURES).flatMap(([name, { retry }]) => (retry === reason ? [name] : []));
