// The one topic on which people are notified: by alarms and by our own functions.
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';

export interface OperatorsTopicProps {
  /** Name of the pair whose operators they are. */
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
      description: `Encrypts what Twinbox tells the operators of ${props.pair}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Without this an alarm's message to an encrypted topic is lost without a word. No condition here: which key a service's call
    // carries to KMS is not documented for alarms, and the topic's own policy says whose alarms may come.
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayEncrypt',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
      }),
    );
    const topic = new Topic(this, 'Topic', { displayName: `Twinbox ${props.pair}`, masterKey: this.key, enforceSSL: true });
    const ourAlarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: `Twinbox-${props.pair}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // A topic with a policy of its own loses the default one, which let the account's alarms in.
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

  /** Lets the function see who is subscribed, and who has not confirmed it. */
  grantReadSubscriptions(reader: TwinboxFunction): void {
    reader.permit({ sid: 'ReadSubscriptions', actions: ['sns:ListSubscriptionsByTopic'], resources: [this.topic.topicArn] });
  }

  /** Lets the function notify people. */
  grantNotify(notifier: TwinboxFunction): void {
    notifier.setVariable('TOPIC_ARN', this.topic.topicArn);
    notifier.permit({ sid: 'NotifyPeople', actions: ['sns:Publish'], resources: [this.topic.topicArn] });
    notifier.permit({ sid: 'EncryptMessages', actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [this.key.keyArn] });
  }
}
