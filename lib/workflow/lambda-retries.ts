// What of Lambda's own failures is tried again, and for how long.
// Source: the errors of Invoke in the Lambda API reference, which Step Functions reports as `Lambda.<name>`
// (https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html).
import { Duration } from 'aws-cdk-lib';
import { JitterType } from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';

/**
 * Failures before our code was reached, which pass by themselves, some only after minutes: a function in a VPC that was not called for
 * weeks is Inactive and needs network interfaces again; a key, a role or a limit of EC2 was just changed; the account has no
 * concurrency left.
 */
const NOT_REACHED = [
  'ServiceException',
  'AWSLambdaException',
  'SdkClientException',
  'TooManyRequestsException',
  'ResourceNotReadyException',
  'ResourceConflictException',
  'CodeArtifactUserPendingException',
  'ENINotReadyException',
  'ENILimitReachedException',
  'SubnetIPAddressLimitReachedException',
  'EC2ThrottledException',
  'EC2UnexpectedException',
  'EC2AccessDeniedException',
  'KMSAccessDeniedException',
  'KMSDisabledException',
  'KMSInvalidStateException',
  'KMSNotFoundException',
];

/** 2, 4, 8, then 15 s each: almost six minutes, less what the jitter takes off. */
const NOT_REACHED_RETRY = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 25,
  maxDelay: Duration.seconds(15),
  jitterStrategy: JitterType.FULL,
};

/** No retry of one task, all its waits together, takes longer. */
export const RETRY_SECONDS = 2 + 4 + 8 + 22 * 15;

/**
 * A function that was ended before it could answer: by its own timeout, because its sandbox broke, or because its caller gave up
 * waiting. Every step is safe to run twice, so one slow moment of Lambda need not halt a recovery.
 * Source: "Handling error conditions" of the Step Functions developer guide; runtimes before reported Lambda.Unknown.
 */
const ENDED_EARLY = ['Sandbox.Timedout', 'Runtime.ExitError', 'Lambda.Unknown', 'Lambda.ClientExecutionTimeoutException'];

/** Moves gigabytes, and gives the standby a file: what came of it is looked at by a person before it is done again. */
const NEVER_TWICE = 'UploadBackup';

/** Gives the task its retries. */
export const retryLambda = (task: LambdaInvoke): void => {
  task.addRetry({ errors: NOT_REACHED.map((name) => `Lambda.${name}`), ...NOT_REACHED_RETRY });
  if (task.id !== NEVER_TWICE) task.addRetry({ errors: ENDED_EARLY, interval: Duration.seconds(1), maxAttempts: 1 });
};
