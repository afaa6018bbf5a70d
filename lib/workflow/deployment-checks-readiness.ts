// After each deployment of the stack, CheckReadiness runs: a changed setting may be what keeps the pair from failing
// over. CloudFormation sends the event itself, so no custom resource is needed.
import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { nameFor, type TwinboxFunction } from '../functions/twinbox-function.ts';

export interface DeploymentChecksReadinessProps {
  /** Name of the pair. */
  readonly pair: string;
  readonly checkReadiness: TwinboxFunction;
  readonly undelivered: IQueue;
}

export class DeploymentChecksReadiness extends Construct {
  constructor(scope: Construct, id: string, props: DeploymentChecksReadinessProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      ruleName: nameFor(props.pair, 'deployed'),
      description: `Checks the readiness of ${props.pair} after each deployment`,
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html
      eventPattern: {
        source: ['aws.cloudformation'],
        detailType: ['CloudFormation Stack Status Change'],
        detail: {
          'stack-id': [Stack.of(this).stackId],
          'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] },
        },
      },
      targets: [
        new LambdaFunction(props.checkReadiness.lambda, {
          event: RuleTargetInput.fromObject({ pair: props.pair }),
          maxEventAge: Duration.minutes(5),
          retryAttempts: 2,
          deadLetterQueue: props.undelivered,
        }),
      ],
    });
  }
}
