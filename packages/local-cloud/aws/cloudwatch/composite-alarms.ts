// Composite alarms: their state follows from the states of other alarms, and is judged anew when one of those changes.
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';
import type { CompositeAlarm, CompositeDefinition } from './alarm.ts';
import type { AlarmStateValue } from './alarm-evaluation.ts';
import { type AlarmExpression, readAlarmRule } from './alarm-rule.ts';

export interface CompositeAlarms {
  readonly all: ReadonlyMap<string, CompositeAlarm>;
  /** A new one is in INSUFFICIENT_DATA; a changed one keeps its state. Both are judged at the next evaluation. */
  put(definition: CompositeDefinition): CompositeAlarm;
  remove(name: string): void;
  /** Names of the alarms that this one asks. */
  childrenOf(name: string): readonly string[];
  /** The composite alarms that ask this one. */
  parentsOf(name: string): readonly string[];
  /** Evaluates the composite alarms that refer to this alarm. */
  follow(child: string): void;
  /** Evaluates the composite alarms that were created or changed since the last time. */
  settle(): void;
}

export interface CompositeTools {
  readonly account: Account;
  /** State of a metric alarm; undefined if it does not exist. */
  metricState(name: string): AlarmStateValue | undefined;
  transit(alarm: CompositeAlarm, to: AlarmStateValue, reason: string, reasonData: string): void;
}

export const compositeAlarms = ({ account, metricState, transit }: CompositeTools): CompositeAlarms => {
  const all = new Map<string, CompositeAlarm>();
  const expressions = new Map<string, AlarmExpression>();
  const unsettled = new Set<string>();
  const stateOf = (name: string): AlarmStateValue | undefined => all.get(name)?.standing.value ?? metricState(name);
  const childrenOf = (name: string): readonly string[] => expressions.get(name)?.children ?? [];

  const judge = (alarm: CompositeAlarm, why: string): void => {
    unsettled.delete(alarm.definition.name);
    const states = childrenOf(alarm.definition.name).map((name) => ({ name, state: { value: stateOf(name) } }));
    const to = expressions.get(alarm.definition.name)?.holds(stateOf) ? 'ALARM' : 'OK';
    const triggering = states.filter(({ name }) => name === why);
    transit(alarm, to, `${why} changed: ${alarm.definition.rule}`, JSON.stringify({ triggeringAlarms: triggering }));
  };

  return {
    all,
    childrenOf,
    parentsOf: (name) => [...all.keys()].filter((parent) => childrenOf(parent).includes(name)),
    put(definition) {
      const { name, rule } = definition;
      if (metricState(name) !== undefined)
        throw new AwsError('ValidationError', `The alarm ${name} already exists and is not a composite alarm`);
      const expression = readAlarmRule(rule);
      const missing = expression.children.filter((child) => child !== name && stateOf(child) === undefined);
      if (missing.length > 0)
        throw new AwsError(
          'ValidationError',
          `Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`,
        );
      const fresh = {
        value: 'INSUFFICIENT_DATA' as const,
        reason: 'Unchecked: Initial alarm creation',
        reasonData: '{}',
      };
      const standing = all.get(name)?.standing ?? { ...fresh, sinceMs: account.nowMs() };
      const alarm = {
        arn: `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:${name}`,
        definition,
        standing,
      };
      all.set(name, alarm);
      expressions.set(name, expression);
      unsettled.add(name);
      return alarm;
    },
    remove(name) {
      all.delete(name);
      expressions.delete(name);
      unsettled.delete(name);
    },
    follow(child) {
      for (const alarm of [...all.values()]) if (childrenOf(alarm.definition.name).includes(child)) judge(alarm, child);
    },
    settle() {
      for (const name of [...unsettled]) {
        const alarm = all.get(name);
        if (alarm) judge(alarm, 'The alarm itself');
      }
    },
  };
};
