// People are told by SNS: one topic, to which the operators subscribe.
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Messages } from './messages.ts';

/** SNS refuses a subject of 100 characters and more, other than ASCII, with control characters, or that begins with a space. Source: Publish, API reference. */
const MAX_SUBJECT = 99;

const subjectOf = (text: string): string => {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  const printable = plain
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim();
  return printable.length > MAX_SUBJECT ? `${printable.slice(0, MAX_SUBJECT - 3)}...` : printable || 'Twinbox';
};

export const snsMessages = (sns: SNSClient, topicArn: string): Messages => ({
  tell: async ({ subject, body }) => {
    await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subjectOf(subject), Message: body || subject }));
  },
});
