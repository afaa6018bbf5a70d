// Notifies the operators by SNS: one topic, to which they subscribe.
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../contract/runtime/clock.ts';
import { subjectLine } from '../domain/text/notification-body.ts';
import { visible } from '../domain/text/plain-text.ts';
import type { Messages } from './messages.ts';

/** SNS refuses a message of more than 256 KiB. A character has at most 3 bytes a code unit. */
const MOST_BODY = 80_000;

const PROGRESS_MS = 3_000;
const NOTIFY_MS = 10_000;

const textOf = (body: string): string =>
  visible(body.length > MOST_BODY ? `${body.slice(0, MOST_BODY)}\n\n(shortened)` : body);

export const snsMessages = (sns: SNSClient, topicArn: string, clock: Clock): Messages => ({
  notify: async ({ subject, body, about }) => {
    const command = new PublishCommand({
      TopicArn: topicArn,
      Subject: subjectLine(subject),
      Message: textOf(body || subject),
    });
    // A recovery does not wait for its news.
    await sns.send(command, { abortSignal: clock.deadline(about === 'progress' ? PROGRESS_MS : NOTIFY_MS) });
  },
});
