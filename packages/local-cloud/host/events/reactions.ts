// What happens by itself when an alarm changes state or a topic gets a message. What cannot be done as declared is kept
// as a fault in words.

import type { Cloud } from '../../aws/cloud.ts';
import type { Targets } from './targets.ts';

interface ReactionParts {
  readonly cloud: Cloud;
  readonly act: Targets;
  readonly faults: string[];
}

/** Does what alarms declare when they change state. */
export const alarmActions = (lab: ReactionParts) =>
  lab.cloud.cloudwatch.onAlarmTransition((transition) => {
    const { alarm, to, from, reason } = transition;
    for (const action of transition.actions) {
      try {
        const message = {
          AlarmName: alarm.definition.name,
          NewStateValue: to,
          OldStateValue: from,
          NewStateReason: reason,
        };
        lab.act.fromAlarm(alarm.arn, action, `${to}: "${alarm.definition.name}"`, JSON.stringify(message));
      } catch (error) {
        lab.faults.push(`alarm ${alarm.definition.name}: ${String(error)}`);
      }
    }
  });

/** Gives messages to the functions that are subscribed. */
export const subscribedFunctions = (lab: ReactionParts) =>
  lab.cloud.sns.onMessage((published) => {
    const { topicArn, messageId, message, subject, atMs } = published;
    for (const { protocol, endpoint } of lab.cloud.sns.topic(topicArn)?.subscriptions ?? []) {
      if (protocol !== 'lambda') continue;
      const body = {
        Type: 'Notification',
        MessageId: messageId,
        TopicArn: topicArn,
        Subject: subject ?? null,
        Message: message,
      };
      lab.act
        .fromTopic(endpoint, topicArn, { ...body, Timestamp: new Date(atMs).toISOString() })
        .catch((error: unknown) => lab.faults.push(`subscription of ${endpoint}: ${String(error)}`));
    }
  });
