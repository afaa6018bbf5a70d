// Which of Lambda's own failures are retried, and for how long. The table of raw failures lists them.
import { Duration } from 'aws-cdk-lib';
import { JitterType } from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { retriedFor } from '../../functions/contract/errors/raw-failures.ts';
import type { StateName } from '../../functions/contract/workflow/phase-names.ts';

/** 2, 4, 8, then 15 s each: almost six minutes, less the jitter. */
const NOT_REACHED_RETRY = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 25,
  maxDelay: Duration.seconds(15),
  jitterStrategy: JitterType.FULL,
};

/** Upper bound of all waits of one task's retries together. */
export const RETRY_SECONDS = 2 + 4 + 8 + 22 * 15;

/** Never retried: it moves gigabytes and gives the standby a file, so an operator checks the result before a repeat. */
const NEVER_TWICE: StateName = 'UploadBackup';

/** Gives the task its retries. */
export const retryLambda = (task: LambdaInvoke): void => {
  task.addRetry({ errors: [...retriedFor('not-reached')], ...NOT_REACHED_RETRY });
  if (task.id === NEVER_TWICE) return;
  task.addRetry({ errors: [...retriedFor('ended-early')], interval: Duration.seconds(1), maxAttempts: 1 });
};
