// Alarm mute rules: while one is active the alarms that it targets go on being evaluated and change their states, and
// their actions are left out. Source:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';

export interface MuteRuleInput {
  readonly name: string;
  readonly alarmNames: readonly string[];
  /** `at(yyyy-MM-ddThh:mm)`, taken as UTC. */
  readonly expression: string;
  /** ISO 8601, of minutes, hours or days. */
  readonly duration: string;
}

export interface MuteRule extends MuteRuleInput {
  readonly arn: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

export type MuteRuleStatus = 'SCHEDULED' | 'ACTIVE' | 'EXPIRED';

export interface MuteRules {
  put(input: MuteRuleInput): MuteRule;
  readonly all: ReadonlyMap<string, MuteRule>;
  statusOf(rule: MuteRule): MuteRuleStatus;
  isMuted(alarmName: string): boolean;
}

const UNITS_MS: Readonly<Record<string, number>> = { M: 60_000, H: 3_600_000, D: 86_400_000 };

const durationMs = (text: string): number => {
  const found = /^P(?:(\d+)(D)|T(\d+)([MH]))$/.exec(text);
  if (!found) throw new AwsError('NotImplemented', `the duration ${text} is not emulated`, 501);
  return Number(found[1] ?? found[3]) * (UNITS_MS[found[2] ?? found[4] ?? ''] ?? Number.NaN);
};

const startMs = (text: string): number => {
  const [, at] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d)\)$/.exec(text) ?? [];
  if (at === undefined) throw new AwsError('NotImplemented', `the schedule ${text} is not emulated`, 501);
  return Date.parse(`${at}Z`);
};

export const muteRules = ({ region, accountId, nowMs }: Account): MuteRules => {
  const all = new Map<string, MuteRule>();
  const statusOf = ({ fromMs, untilMs }: MuteRule): MuteRuleStatus =>
    nowMs() < fromMs ? 'SCHEDULED' : nowMs() < untilMs ? 'ACTIVE' : 'EXPIRED';
  return {
    all,
    statusOf,
    put(input) {
      const fromMs = startMs(input.expression);
      const arn = `arn:aws:cloudwatch:${region}:${accountId}:alarm-mute-rule:${input.name}`;
      const rule = { ...input, arn, fromMs, untilMs: fromMs + durationMs(input.duration) };
      all.set(input.name, rule);
      return rule;
    },
    isMuted: (alarmName) =>
      [...all.values()].some((rule) => rule.alarmNames.includes(alarmName) && statusOf(rule) === 'ACTIVE'),
  };
};
