// The one topic that notifies the operators. Alarms and our own functions publish to it.
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';

export interface OperatorsTopicProps {
  /** Name of the pair. */
  readonly pair: string;
  readonly emails: readonly string[];
  /** https URLs. */
  readonly urls: readonly string[];
}

export class OperatorsTopic extends Construct {
  readonly topic: ITopic;
  private readonly key: Key;

  constructor(scope: Construct, id: string, props: OperatorsTopicProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `Encrypts the notifications of Twinbox to the operators of ${props.pair}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Without this, an alarm's message to an encrypted topic is lost silently. No condition here: AWS does not document
    // the condition keys of an alarm's call to KMS, and the topic's own policy limits which alarms may publish.
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayEncrypt',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
      }),
    );
    const topic = new Topic(this, 'Topic', {
      displayName: `Twinbox ${props.pair}`,
      masterKey: this.key,
      enforceSSL: true,
    });
    const ourAlarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: `Twinbox-${props.pair}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // A topic with its own policy loses the default one, which allows the account's alarms.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': ourAlarms } },
      }),
    );
    for (const email of props.emails) topic.addSubscription(new EmailSubscription(email));
    for (const url of props.urls) topic.addSubscription(new UrlSubscription(url));
    this.topic = topic;
  }

  /** Lets the function read who is subscribed, and who has not confirmed yet. */
  grantReadSubscriptions(reader: TwinboxFunction): void {
    reader.permit({
      sid: 'ReadSubscriptions',
      actions: ['sns:ListSubscriptionsByTopic'],
      resources: [this.topic.topicArn],
    });
  }

  /** Lets the function notify the operators. */
  grantNotify(notifier: TwinboxFunction): void {
    notifier.setVariable('TOPIC_ARN', this.topic.topicArn);
    notifier.permit({ sid: 'NotifyPeople', actions: ['sns:Publish'], resources: [this.topic.topicArn] });
    notifier.permit({
      sid: 'EncryptMessages',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: [this.key.keyArn],
    });
  }
}
