// Alarm mute rules on the wire.
import type * as sdk from '@aws-sdk/client-cloudwatch';
import { type Need, need, operation } from '../operation.ts';
import type { Account } from '../service.ts';
import type { MuteRule, MuteRules } from './mute-rules.ts';

const MOST_LISTED = 50;

export const muteRuleOperations = (rules: MuteRules, { region, accountId }: Account) => {
  const on = (action: string, name: string | undefined): Need[] => [
    need(`cloudwatch:${action}`, `arn:aws:cloudwatch:${region}:${accountId}:alarm-mute-rule:${name ?? '*'}`),
  ];
  const listed = ({ AlarmName, Statuses }: sdk.ListAlarmMuteRulesInput): MuteRule[] =>
    [...rules.all.values()].filter(
      (rule) =>
        (AlarmName === undefined || rule.alarmNames.includes(AlarmName)) &&
        (Statuses === undefined || Statuses.includes(rules.statusOf(rule))),
    );
  return {
    // Assumed: listing is asked for all rules, and putting is not asked for the targeted alarms as well.
    ListAlarmMuteRules: operation(
      (_input: sdk.ListAlarmMuteRulesInput) => on('ListAlarmMuteRules', '*'),
      (input) => ({
        AlarmMuteRuleSummaries: listed(input)
          .slice(0, input.MaxRecords ?? MOST_LISTED)
          .map((rule) => ({ AlarmMuteRuleArn: rule.arn, Status: rules.statusOf(rule), MuteType: 'ONE_TIME' })),
      }),
    ),
    PutAlarmMuteRule: operation(
      (input: sdk.PutAlarmMuteRuleInput) => on('PutAlarmMuteRule', input.Name),
      ({ Name = '', Rule, MuteTargets }) => {
        const { Expression: expression = '', Duration: duration = '' } = Rule?.Schedule ?? {};
        rules.put({ name: Name, alarmNames: MuteTargets?.AlarmNames ?? [], expression, duration });
      },
    ),
  };
};
