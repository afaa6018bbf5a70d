// SNS topics: their subscriptions are known, their messages are kept for the lab to deliver or read.
import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';

export interface Subscription {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** E-mail stays pending until a person clicks; nothing ever says so by itself. */
  readonly confirmed: boolean;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly kmsKeyArn: string | undefined;
  readonly subscriptions: Subscription[];
}

export interface PublishedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  /** A function's name, 'world', or the AWS service that published (e.g. 'cloudwatch.amazonaws.com'). */
  readonly principal: string;
  readonly atMs: number;
}

export interface SnsState {
  createTopic(input: { readonly name: string; readonly kmsKeyArn?: string }): Topic;
  topic(arn: string): Topic | undefined;
  readonly topics: ReadonlyMap<string, Topic>;
  /** Lambda, SQS and https endpoints of this account count as confirmed; e-mail does not unless said so. */
  subscribe(topicArn: string, input: { protocol: string; endpoint: string; confirmed?: boolean }): Subscription;
  publish(input: { topicArn: string; subject?: string; message: string; principal: string }): PublishedMessage;
  /** All messages so far, oldest first. */
  readonly messages: readonly PublishedMessage[];
  onMessage(listener: (message: PublishedMessage) => void): Disposable;
}

const LONGEST_MESSAGE_BYTES = 256 * 1024;

export const snsState = (account: Account): SnsState => {
  const topics = new Map<string, Topic>();
  const messages: PublishedMessage[] = [];
  const listeners = new Set<(message: PublishedMessage) => void>();
  const existing = (arn: string): Topic => {
    const topic = topics.get(arn);
    if (topic === undefined) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return topic;
  };
  return {
    topics,
    messages,
    topic: (arn) => topics.get(arn),
    createTopic({ name, kmsKeyArn }) {
      const arn = `arn:aws:sns:${account.region}:${account.accountId}:${name}`;
      const topic = topics.get(arn) ?? { arn, name, kmsKeyArn, subscriptions: [] };
      topics.set(arn, topic);
      return topic;
    },
    subscribe(topicArn, { protocol, endpoint, confirmed = !protocol.startsWith('email') }) {
      const topic = existing(topicArn);
      const same = topic.subscriptions.find((one) => one.protocol === protocol && one.endpoint === endpoint);
      if (same !== undefined) return same;
      const subscription = { arn: `${topicArn}:${randomUUID()}`, protocol, endpoint, confirmed };
      topic.subscriptions.push(subscription);
      return subscription;
    },
    publish({ topicArn, subject, message, principal }) {
      existing(topicArn);
      if (Buffer.byteLength(message) > LONGEST_MESSAGE_BYTES)
        throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long');
      if (subject !== undefined && (subject.length === 0 || subject.length > 100 || /[^\x20-\x7e]/.test(subject)))
        throw new AwsError('InvalidParameter', 'Invalid parameter: Subject');
      const published = { messageId: randomUUID(), topicArn, subject, message, principal, atMs: account.nowMs() };
      messages.push(published);
      for (const listener of listeners) listener(published);
      return published;
    },
    onMessage(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
};
