// The default event bus: rules with patterns, and what each target receives. It delivers at least once, at no fixed
// time.

import { randomUUID } from 'node:crypto';
import type { LabClock } from '../../base/clock.ts';
import { isObject, type Json, type JsonObject, listOf, objectOf, optionalText, textOf } from '../../base/json.ts';
import type { SeededRandom } from '../../base/seeded-random.ts';
import type { Place } from '../template/resource-names.ts';
import { type Deliveries, retryPolicyOf } from './delivery.ts';
import { eventPattern } from './event-pattern.ts';
import { targetInput } from './event-target-input.ts';

/** A rule as the template declares it; `properties` are resolved. */
export interface RuleDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly properties: JsonObject;
}

/** What a source sends; the bus adds the envelope. */
export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources?: readonly string[];
  readonly detail: Json;
}

export interface SendToTarget {
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly roleArn: string | undefined;
  /** JSON text. */
  readonly input: string;
}

/** One event and what became of it. */
export interface BusRecord {
  readonly atMs: number;
  readonly event: JsonObject;
  /** Names of the rules that it fitted. */
  readonly rules: readonly string[];
}

export interface EventBus {
  /** Takes an event, or a whole envelope if it already is one. */
  put(event: BusEvent | JsonObject): void;
  /** Gives the targets of one rule an event that no pattern has chosen: what a schedule on a rule does. */
  trigger(ruleName: string): Promise<void>;
  readonly records: readonly BusRecord[];
}

export interface EventBusOptions extends Place {
  readonly clock: LabClock;
  readonly random: SeededRandom;
  readonly rules: readonly RuleDeclaration[];
  readonly deliveries: Deliveries;
  /** Hands the input over; rejects when the target did not take it. */
  readonly send: (parcel: SendToTarget) => Promise<void>;
  /** Probability that a target is given the same event twice. Source: "at least once" in the EventBridge user guide. */
  readonly duplicates?: number;
  /** How late a target receives an event, in lab ms, low and high. AWS says "typically about half a second". */
  readonly latencyMs?: readonly [number, number];
}

export const eventBus = (options: EventBusOptions): EventBus => {
  const { clock, random, region, accountId } = options;
  const [lowMs, highMs] = options.latencyMs ?? [100, 500];
  const records: BusRecord[] = [];
  const rules = options.rules.map((rule) => ({
    ...rule,
    enabled: (optionalText(rule.properties.State) ?? 'ENABLED') !== 'DISABLED',
    fits: isObject(rule.properties.EventPattern) ? eventPattern(rule.properties.EventPattern) : () => false,
    targets: listOf(rule.properties.Targets).map(objectOf),
  }));

  const give = async (rule: (typeof rules)[number], target: JsonObject, event: JsonObject): Promise<void> => {
    const targetArn = textOf(target.Arn, `target of rule ${rule.name}`);
    const input = targetInput(target, event, { ruleArn: rule.arn, ruleName: rule.name });
    const roleArn = optionalText(target.RoleArn);
    const policy = retryPolicyOf(target);
    const send = () => options.send({ ruleArn: rule.arn, targetArn, roleArn, input });
    const latencyMs = random.between(lowMs, highMs);
    await options.deliveries.deliver({ origin: rule.name, targetArn, input, policy, latencyMs, send });
  };
  const giveAll = async (rule: (typeof rules)[number], event: JsonObject): Promise<void> => {
    const times = random.chance(options.duplicates ?? 0) ? 2 : 1;
    await Promise.all(rule.targets.flatMap((target) => Array.from({ length: times }, () => give(rule, target, event))));
  };
  const envelope = (event: BusEvent | JsonObject): JsonObject => ({
    version: '0',
    id: randomUUID(),
    account: accountId,
    time: new Date(clock.nowMs()).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [],
    ...(event as JsonObject),
  });

  return {
    records,
    put(given) {
      const event = envelope(given);
      const chosen = rules.filter((rule) => rule.enabled && rule.fits(event));
      records.push({ atMs: clock.nowMs(), event, rules: chosen.map(({ name }) => name) });
      for (const rule of chosen) void giveAll(rule, event);
    },
    async trigger(ruleName) {
      const rule = rules.find(({ name }) => name === ruleName);
      if (rule === undefined) throw new Error(`no rule ${ruleName}`);
      const event = { source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [rule.arn], detail: {} };
      await giveAll(rule, envelope(event));
    },
  };
};
