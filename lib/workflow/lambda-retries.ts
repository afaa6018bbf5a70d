// What of Lambda's own failures is tried again, and for how long. Which they are stands in the table of raw failures.
import { Duration } from 'aws-cdk-lib';
import { JitterType } from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { retriedFor } from '../../functions/contract/errors/raw-failures.ts';
import type { StateName } from '../../functions/contract/workflow/phase-names.ts';

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

/** Moves gigabytes, and gives the standby a file: what came of it is looked at by a person before it is done again. */
const NEVER_TWICE: StateName = 'UploadBackup';

/** Gives the task its retries. */
export const retryLambda = (task: LambdaInvoke): void => {
  task.addRetry({ errors: [...retriedFor('not-reached')], ...NOT_REACHED_RETRY });
  if (task.id === NEVER_TWICE) return;
  task.addRetry({ errors: [...retriedFor('ended-early')], interval: Duration.seconds(1), maxAttempts: 1 });
};
