// The fast path: the alarm PrimaryDown of a pair starts the workflow for that pair. A late event is dropped, not replayed:
// reconcile looks at the alarm itself every minute.
import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { trusted } from '../iam/service-trust.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html; the pair's own name always fits whole. */
const RULE_NAME_LETTERS = 64;

export interface AlarmStartsRecoveryProps {
  /** Name of the pair. */
  readonly pair: string;
  /** Its alarm PrimaryDown. */
  readonly alarm: IAlarm;
  readonly stateMachine: IStateMachine;
  readonly undelivered: IQueue;
  /** Which EventBridge takes on to start it; one serves all pairs. */
  readonly role: IRole;
}

/** The role of every such rule. What it may do is added by the targets. */
export const startingRole = (scope: Construct): Role =>
  new Role(scope, 'Role', {
    assumedBy: trusted(scope, 'events.amazonaws.com', { service: 'events', resource: 'rule', resourceName: 'Twinbox-*' }),
    description: 'Starts a recovery when an alarm says that a primary is down',
  });

export class AlarmStartsRecovery extends Construct {
  constructor(scope: Construct, id: string, props: AlarmStartsRecoveryProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      ruleName: `Twinbox-${props.pair}-PrimaryDown-starts-recovery`.slice(0, RULE_NAME_LETTERS),
      description: `Starts a recovery of ${props.pair} when its primary is down`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        resources: [props.alarm.alarmArn],
        detail: { state: { value: ['ALARM'] } },
      },
      targets: [
        new SfnStateMachine(props.stateMachine, {
          role: props.role,
          input: RuleTargetInput.fromObject({ pair: props.pair, kind: 'failover', trigger: 'alarm' }),
          maxEventAge: Duration.minutes(2),
          retryAttempts: 3,
          deadLetterQueue: props.undelivered,
        }),
      ],
    });
  }
}
