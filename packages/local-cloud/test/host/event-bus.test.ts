// Patterns, inputs and deliveries of the event bus.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../base/json.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { deliveries, UndeliverableError } from '../../host/events/delivery.ts';
import { eventBus, type RuleDeclaration, type SendToTarget } from '../../host/events/event-bus.ts';
import { eventPattern } from '../../host/events/event-pattern.ts';
import { targetInput } from '../../host/events/event-target-input.ts';
import { leapingClock } from './fixtures/leaping-clock.ts';

const event = {
  source: 'aws.cloudwatch',
  resources: ['arn:alarm:PrimaryDown-support'],
  detail: { alarmName: 'PrimaryDown-support', state: { value: 'ALARM' }, previousState: { value: 'OK' }, count: 3 },
};

describe('a pattern', () => {
  test.each<[string, JsonObject, boolean]>([
    ['an exact value', { source: ['aws.cloudwatch'] }, true],
    ['one of several', { source: ['other', 'aws.cloudwatch'] }, true],
    ['another value', { source: ['other'] }, false],
    ['nested values', { detail: { state: { value: ['ALARM'] } } }, true],
    ['a nested value that differs', { detail: { state: { value: ['OK'] } } }, false],
    ['a prefix in a list', { resources: [{ prefix: 'arn:alarm:PrimaryDown-' }] }, true],
    ['a suffix', { detail: { alarmName: [{ suffix: '-support' }] } }, true],
    ['a wildcard', { detail: { alarmName: [{ wildcard: 'Primary*-support' }] } }, true],
    ['anything but another', { detail: { alarmName: [{ 'anything-but': ['ServiceDown'] }] } }, true],
    ['anything but this', { detail: { alarmName: [{ 'anything-but': 'PrimaryDown-support' }] } }, false],
    ['anything but this prefix', { detail: { alarmName: [{ 'anything-but': { prefix: 'Primary' } }] } }, false],
    ['a number', { detail: { count: [3] } }, true],
    ['a number is no text', { detail: { count: ['3'] } }, false],
    ['a field that exists', { detail: { count: [{ exists: true }] } }, true],
    ['a field that must not exist', { detail: { count: [{ exists: false }] } }, false],
    ['a missing field that must not exist', { detail: { none: [{ exists: false }] } }, true],
    ['a missing object', { none: { value: ['x'] } }, false],
    ['one of two branches', { $or: [{ source: ['other'] }, { detail: { count: [3] } }] }, true],
    ['all fields together', { source: ['aws.cloudwatch'], detail: { state: { value: ['OK'] } } }, false],
  ])('with %s', (_title, pattern, fits) => {
    expect(eventPattern(pattern)(event)).toBe(fits);
  });

  test('with an operator that is not built is refused when it is read', () => {
    expect(() => eventPattern({ detail: { count: [{ numeric: ['>', 1] }] } })).toThrow('numeric');
  });
});

describe('the input of a target', () => {
  const rule = { ruleArn: 'arn:rule', ruleName: 'rule' };
  test.each<[string, JsonObject, string]>([
    ['is the event where nothing is said', {}, JSON.stringify(event)],
    ['may be a constant', { Input: '{"kind":"failover"}' }, '{"kind":"failover"}'],
    ['may be a part', { InputPath: '$.detail.state' }, '{"value":"ALARM"}'],
    [
      'may be made from parts, as JSON outside quotes and as text inside',
      {
        InputTransformer: {
          InputPathsMap: { name: '$.detail.alarmName', state: '$.detail.state', first: '$.resources[0]' },
          InputTemplate:
            '{"alarm":<name>,"text":"alarm <name>!","state":<state>,"first":<first>,"rule":"<aws.events.rule-name>"}',
        },
      },
      '{"alarm":"PrimaryDown-support","text":"alarm PrimaryDown-support!","state":{"value":"ALARM"},"first":"arn:alarm:PrimaryDown-support","rule":"rule"}',
    ],
  ])('%s', (_title, target, expected) => {
    expect(targetInput(target, event, rule)).toBe(expected);
  });
});

const declared = (name: string, properties: JsonObject = {}): RuleDeclaration => ({
  name,
  arn: `arn:${name}`,
  properties: {
    EventPattern: { source: ['aws.cloudwatch'] },
    Targets: [{ Id: 'T', Arn: 'arn:target', Input: '{}' }],
    ...properties,
  },
});
const busWith = (rules: RuleDeclaration[], send: (parcel: SendToTarget) => Promise<void>, duplicates = 0) => {
  const clock = leapingClock();
  const random = seededRandom(1);
  const posts = deliveries({ clock, random });
  const bus = eventBus({ clock, random, rules, deliveries: posts, send, duplicates, region: 'r', accountId: '0' });
  return { bus, posts, clock };
};
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the bus', () => {
  test('gives an event to the rules that fit and are enabled, and keeps what it did', async () => {
    const sent: string[] = [];
    const rules = [
      declared('On'),
      declared('Off', { State: 'DISABLED' }),
      declared('Other', { EventPattern: { source: ['x'] } }),
    ];
    const { bus } = busWith(rules, async ({ ruleArn }) => {
      sent.push(ruleArn);
    });
    bus.put(event);
    await settle();
    expect(sent).toEqual(['arn:On']);
    expect(bus.records).toMatchObject([
      { rules: ['On'], event: { version: '0', region: 'r', source: 'aws.cloudwatch' } },
    ]);
  });

  test('may give an event twice, by seed', async () => {
    let sent = 0;
    const { bus } = busWith(
      [declared('On')],
      async () => {
        sent += 1;
      },
      1,
    );
    bus.put(event);
    await settle();
    expect(sent).toBe(2);
  });

  test('tries again until the target takes it', async () => {
    let tries = 0;
    const { bus, posts } = busWith([declared('On')], async () => {
      tries += 1;
      if (tries < 4) throw new Error('busy');
    });
    bus.put(event);
    await settle();
    expect(tries).toBe(4);
    expect(posts.deadLetters).toEqual([]);
  });

  test.each([
    ['its tries are used up', { RetryPolicy: { MaximumRetryAttempts: 2 } }, 3],
    ['it is too old', { RetryPolicy: { MaximumEventAgeInSeconds: 1, MaximumRetryAttempts: 185 } }, 2],
  ])('gives up once %s, and leaves a dead letter', async (_title, policy, expected) => {
    let tries = 0;
    const queue = { DeadLetterConfig: { Arn: 'arn:queue' } };
    const Targets = [{ Id: 'T', Arn: 'arn:target', Input: '{"a":1}', ...policy, ...queue }];
    const { bus, posts } = busWith([declared('On', { Targets })], async () => {
      tries += 1;
      throw new Error('busy');
    });
    bus.put(event);
    await settle();
    expect(tries).toBeLessThanOrEqual(expected);
    expect(tries).toBeGreaterThan(0);
    expect(posts.deadLetters).toMatchObject([
      { origin: 'On', input: '{"a":1}', reason: 'Error: busy', deadLetterArn: 'arn:queue' },
    ]);
  });

  test('does not try again what is not permitted', async () => {
    let tries = 0;
    const { bus, posts } = busWith([declared('On')], async () => {
      tries += 1;
      throw new UndeliverableError('AccessDenied');
    });
    bus.put(event);
    await settle();
    expect(tries).toBe(1);
    expect(posts.deadLetters).toHaveLength(1);
  });
});
