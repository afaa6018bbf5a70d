// An execution that is stopped, times out or fails reaches no Catch, so the event of its end starts close-out.
import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { nameFor, type TwinboxFunction } from '../functions/twinbox-function.ts';

export interface ExecutionEndsProps {
  /** Name of the pair. */
  readonly pair: string;
  readonly stateMachine: IStateMachine;
  readonly closeOut: TwinboxFunction;
  readonly undelivered: IQueue;
}

export class ExecutionEnds extends Construct {
  constructor(scope: Construct, id: string, props: ExecutionEndsProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      ruleName: nameFor(props.pair, 'execution-ends'),
      description: `Closes out a recovery of ${props.pair} whose execution ended without closing`,
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [props.stateMachine.stateMachineArn],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [
        new LambdaFunction(props.closeOut.lambda, {
          maxEventAge: Duration.minutes(5),
          retryAttempts: 5,
          deadLetterQueue: props.undelivered,
        }),
      ],
    });
    // Closing out twice is harmless, and reconcile repeats it anyway.
    props.closeOut.lambda.configureAsyncInvoke({ maxEventAge: Duration.minutes(5), retryAttempts: 2 });
  }
}
