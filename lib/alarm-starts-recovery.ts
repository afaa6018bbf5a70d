// The fast path: the alarm PrimaryDown of a pair starts the workflow for that pair. A late event is dropped, not replayed:
// reconcile looks at the alarm itself every minute.
import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface AlarmStartsRecoveryProps {
  /** Name of the pair. */
  readonly pair: string;
  /** Its alarm PrimaryDown. */
  readonly alarm: IAlarm;
  readonly stateMachine: IStateMachine;
  readonly undelivered: IQueue;
}

export class AlarmStartsRecovery extends Construct {
  constructor(scope: Construct, id: string, props: AlarmStartsRecoveryProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      ruleName: `Twinbox-${props.pair}-PrimaryDown-starts-recovery`,
      description: `Starts a recovery of ${props.pair} when its primary is down`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        resources: [props.alarm.alarmArn],
        detail: { state: { value: ['ALARM'] } },
      },
      targets: [
        new SfnStateMachine(props.stateMachine, {
          input: RuleTargetInput.fromObject({ pair: props.pair, kind: 'failover', trigger: 'alarm' }),
          maxEventAge: Duration.minutes(2),
          retryAttempts: 3,
          deadLetterQueue: props.undelivered,
        }),
      ],
    });
  }
}
