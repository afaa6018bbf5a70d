// What AWS would refuse although the synth passes: names that are too long, names that fall together, and more than a stack holds.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseDocument, stringify } from 'yaml';
import { sidOf } from '../../lib/functions/twinbox-function.ts';
import { MOST_PAIRS, RESOURCES_A_PAIR, RESOURCES_OF_ALL, STACK_RESOURCES } from '../../lib/settings/stack-limits.ts';
import { inWords } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

/** As long as a name may be, two that only a hyphen tells apart, and as many more as a stack holds. */
const NAMES = ['us1', 'us-1', 'a'.repeat(31), `${'b'.repeat(27)}-1-2`].concat(
  Array.from({ length: MOST_PAIRS - 4 }, (_, index) => `pair-number-${index}`),
);

const manyPairs = (): string => {
  const example = parseDocument(readFileSync('twinbox.yaml', 'utf8')).toJS() as { pairs: [Record<string, unknown>] };
  const [pair] = example.pairs;
  const policy = { ...(pair.policy as object), automation: 'act' };
  const pairs = NAMES.map((name) => ({
    ...pair,
    name,
    policy,
    service: { names: [`${name}.example.com`, `too.${name}.example.com`] },
  }));
  mkdirSync('build', { recursive: true });
  writeFileSync('build/many-pairs.yaml', stringify({ ...example, pairs }, { aliasDuplicateObjects: false }));
  return 'build/many-pairs.yaml';
};

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized(manyPairs()));
});

const names = (type: string, property: string): readonly string[] =>
  resourcesOf(template, type).map(([, { Properties }]) => String(Properties[property]));

describe(`a stack of ${MOST_PAIRS} pairs`, () => {
  test('is one that CloudFormation takes, and grows by what the settings count on', async () => {
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(STACK_RESOURCES);
    const { template: one } = await synthesized('twinbox.yaml');
    const { template: two } = await synthesized('test/lib/settings/one-acts.yaml');
    const counts = [one, two].map(({ Resources }) => Object.keys(Resources).length);
    expect((counts[1] ?? 0) - (counts[0] ?? 0)).toBe(RESOURCES_A_PAIR);
    expect(counts[0]).toBeLessThanOrEqual(RESOURCES_OF_ALL + RESOURCES_A_PAIR);
  });

  test.each([
    ['AWS::Events::Rule', 'Name', 64],
    ['AWS::Scheduler::Schedule', 'Name', 64],
    ['AWS::Lambda::Function', 'FunctionName', 64],
    ['AWS::CloudWatch::Alarm', 'AlarmName', 255],
    ['AWS::SSM::Parameter', 'Name', 1011],
  ] as const)('%s have names of their own, not too long', (type, property, most) => {
    const found = names(type, property);
    expect(found.filter((name) => name.length > most)).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
  });

  test('no policy has one Sid twice, nor more letters than IAM takes', () => {
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
      for (const [id, { Properties }] of resourcesOf(template, type)) {
        const document = Properties.PolicyDocument as { Statement: readonly { Sid?: string }[] };
        const sids = document.Statement.flatMap(({ Sid }) => Sid ?? []);
        expect([id, sids.length]).toEqual([id, new Set(sids).size]);
        for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
        // References stand for some 60 letters here and for ARNs of that order on AWS.
        expect([id, JSON.stringify(document).length < 40_000]).toEqual([id, true]);
      }
    }
  });

  test('the description of a role has letters that IAM takes', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(String(Properties.Description ?? '')).toMatch(/^[\t\n\r\x20-\x7e\xa1-\xff]{0,1000}$/);
    }
  });

  test('no widget holds more than a hundred alarms, and every alarm is on one', () => {
    const [[, dashboard] = []] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
    const body = JSON.parse(inWords(dashboard?.Properties.DashboardBody)) as {
      widgets: readonly { type: string; properties: { alarms?: readonly string[] } }[];
    };
    const shown = body.widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => properties.alarms ?? []);
    expect(Math.max(...shown.map((alarms) => alarms.length))).toBeLessThanOrEqual(100);
    expect(new Set(shown.flat()).size).toBe(resourcesOf(template, 'AWS::CloudWatch::Alarm').length);
  });

  test('settings go up to an advanced parameter by themselves, and are never asked to come down', () => {
    expect(new Set(names('AWS::SSM::Parameter', 'Tier'))).toEqual(new Set(['Intelligent-Tiering']));
  });
});

test('no two names of pairs give one Sid', () => {
  const pairs = ['us1', 'us-1', 'us--1', 'us-', 'us', 'u-s1', 'us-x1', 'usx1', 'us-h1', 'a-b', 'ab'];
  expect(new Set(pairs.map(sidOf)).size).toBe(pairs.length);
});
