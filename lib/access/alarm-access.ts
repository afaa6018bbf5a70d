// Who may read the states of alarms, and the rules that mute them.
import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';

/**
 * Reads the states of alarms. DescribeAlarms returns composite alarms only if it is allowed on `*`
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html). For other alarms AWS's
 * documents disagree: one page allows ARNs, but real refusals name `alarm:*`. If a state cannot be read, nobody handles
 * that outage.
 */
export const grantReadAlarms = (reader: TwinboxFunction): void => {
  reader.permit({
    sid: 'ReadAlarms',
    actions: ['cloudwatch:DescribeAlarms'],
    resources: ['*'],
    wildcards: 'DescribeAlarms returns composite alarms only if it is allowed on all alarms; it reads states.',
  });
};

/**
 * Reads which rules mute alarms now. Resource type from the service authorization reference; the list covers all rules.
 */
export const grantReadMuteRules = (reader: TwinboxFunction): void => {
  const everyRule = {
    service: 'cloudwatch',
    resource: 'alarm-mute-rule',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  };
  reader.permit({
    sid: 'ReadMuteRules',
    actions: ['cloudwatch:ListAlarmMuteRules'],
    resources: [Stack.of(reader).formatArn(everyRule)],
    wildcards: 'ListAlarmMuteRules lists all mute rules of the account and region; it reads their names.',
  });
};
