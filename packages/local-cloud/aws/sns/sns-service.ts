// SNS on the wire.
import * as sdk from '@aws-sdk/client-sns';
import { AwsError } from '../aws-error.ts';
import { type Need, need, operation } from '../operation.ts';
import { type Service, shapeOnlyClient } from '../service.ts';
import { XML_SIGNATURES } from '../signature/signature-style.ts';
import { queryWire } from '../wire/query-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import type { SnsState, Topic } from './sns-state.ts';

const operationsOf = (state: SnsState) => {
  const existing = (arn: string | undefined): Topic => {
    const topic = state.topic(arn ?? '');
    if (topic === undefined) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return topic;
  };
  const onTopic = (action: string, arn: string | undefined): Need[] => [need(`sns:${action}`, arn ?? '')];
  // A publisher to an encrypted topic needs both: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  const keyNeeds = (arn: string | undefined): Need[] => {
    const key = state.topic(arn ?? '')?.kmsKeyArn;
    return key === undefined ? [] : [need('kms:GenerateDataKey', key), need('kms:Decrypt', key)];
  };
  return {
    CreateTopic: operation(
      (input: sdk.CreateTopicInput) => [need('sns:CreateTopic', input.Name ?? '')],
      (input) => {
        const key = input.Attributes?.KmsMasterKeyId;
        return {
          TopicArn: state.createTopic({ name: input.Name ?? '', ...(key === undefined ? {} : { kmsKeyArn: key }) }).arn,
        };
      },
    ),
    Subscribe: operation(
      (input: sdk.SubscribeInput) => onTopic('Subscribe', input.TopicArn),
      (input) => {
        const made = state.subscribe(input.TopicArn ?? '', {
          protocol: input.Protocol ?? '',
          endpoint: input.Endpoint ?? '',
        });
        const notified = made.confirmed || input.ReturnSubscriptionArn === true;
        return { SubscriptionArn: notified ? made.arn : 'pending confirmation' };
      },
    ),
    ListSubscriptionsByTopic: operation(
      (input: sdk.ListSubscriptionsByTopicInput) => onTopic('ListSubscriptionsByTopic', input.TopicArn),
      (input) => {
        const topic = existing(input.TopicArn);
        const Subscriptions = topic.subscriptions.map((one) => ({
          SubscriptionArn: one.confirmed ? one.arn : 'PendingConfirmation',
          Protocol: one.protocol,
          Endpoint: one.endpoint,
          TopicArn: topic.arn,
        }));
        return { Subscriptions };
      },
    ),
    Publish: operation(
      (input: sdk.PublishInput) => [...onTopic('Publish', input.TopicArn), ...keyNeeds(input.TopicArn)],
      (input, call) => {
        const { TopicArn = '', Subject, Message = '' } = input;
        const subject = Subject === undefined ? {} : { subject: Subject };
        return {
          MessageId: state.publish({ topicArn: TopicArn, message: Message, principal: call.principal, ...subject })
            .messageId,
        };
      },
    ),
  };
};

export const snsService = (state: SnsState): Service => {
  const operations = operationsOf(state);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.SNSClient), Object.keys(operations));
  return {
    name: 'sns',
    scope: 'sns',
    wire: queryWire(shapes, 'sns'),
    operations,
    deniedCode: 'AuthorizationError',
    unknownKeyCode: 'InvalidClientTokenId',
    signatures: XML_SIGNATURES,
  };
};
