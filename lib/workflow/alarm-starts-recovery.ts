// The fast path: the pair's alarm PrimaryDown starts the workflow. A late event is dropped, not replayed, because
// reconcile reads the alarm itself every minute.
import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { nameFor } from '../functions/twinbox-function.ts';
import { trusted } from '../iam/service-trust.ts';

/**
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html; the pair's own name always fits whole.
 */
const RULE_NAME_LETTERS = 64;

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
    const ruleName = nameFor(props.pair, 'PrimaryDown-starts-recovery').slice(0, RULE_NAME_LETTERS);
    // The target adds its permissions.
    const role = new Role(this, 'Role', {
      assumedBy: trusted(this, 'events.amazonaws.com', { service: 'events', resource: 'rule', resourceName: ruleName }),
      description: `Starts a recovery of ${props.pair} when an alarm says that its primary is down`,
    });
    new Rule(this, 'Rule', {
      ruleName,
      description: `Starts a recovery of ${props.pair} when its primary is down`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        resources: [props.alarm.alarmArn],
        detail: { state: { value: ['ALARM'] } },
      },
      targets: [
        new SfnStateMachine(props.stateMachine, {
          role,
          input: RuleTargetInput.fromObject({ pair: props.pair, kind: 'failover', trigger: 'alarm' }),
          maxEventAge: Duration.minutes(2),
          retryAttempts: 3,
          deadLetterQueue: props.undelivered,
        }),
      ],
    });
  }
}
