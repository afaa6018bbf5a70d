// The template is committed as text, so that whoever reviews a change sees what it does to the infrastructure.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { permissionsExample } from '../../scripts/pages/permissions-example.ts';
import { SNAPSHOT_FOLDER, type SnapshotTemplate, templateSnapshot } from '../../scripts/pages/template-snapshot.ts';
import { synthesized } from './synthesized.ts';

let template: SnapshotTemplate;
beforeAll(async () => {
  const file = 'build/snapshot-act.yaml';
  mkdirSync('build', { recursive: true });
  writeFileSync(file, permissionsExample('act'));
  ({ template } = await synthesized(file));
});

const committed = (topic: string): string => readFileSync(`${SNAPSHOT_FOLDER}/${topic}.txt`, 'utf8');

const changed = (id: RegExp, change: (properties: Record<string, unknown>) => void): SnapshotTemplate => {
  const copy = structuredClone(template) as { Resources: Record<string, { Properties: Record<string, unknown> }> };
  const [, resource] = Object.entries(copy.Resources).find(([name]) => id.test(name)) ?? [];
  if (!resource) throw new Error(`no resource ${id}`);
  change(resource.Properties);
  return copy as unknown as SnapshotTemplate;
};

/** Lines that one text has and the other has not. */
const added = (before: SnapshotTemplate, after: SnapshotTemplate, topic: string): readonly string[] => {
  const known = new Set(templateSnapshot(before).get(topic)?.split('\n'));
  return (templateSnapshot(after).get(topic)?.split('\n') ?? []).filter((line) => !known.has(line));
};

test.each(['permissions', 'functions', 'workflow', 'alarms', 'dashboard', 'starts', 'storage'])(
  'the committed text of %s is what the template says (if not: npm run docs)',
  (topic) => {
    expect(committed(topic)).toBe(templateSnapshot(template).get(topic));
  },
);

test('nothing else is committed, and the whole stays readable', () => {
  const topics = [...templateSnapshot(template).keys()];
  expect(readdirSync(SNAPSHOT_FOLDER).sort()).toEqual(topics.map((topic) => `${topic}.txt`).sort());
  const lines = topics.flatMap((topic) => committed(topic).split('\n'));
  expect(lines.length).toBeLessThan(4500);
});

test('every resource has its place, and no hash is left', () => {
  const text = [...templateSnapshot(template).values()].join('\n');
  const printed = text.split('\n').filter((line) => /^\w+ \(AWS::/.test(line));
  const expected = Object.values(template.Resources).filter(({ Type }) => Type !== 'AWS::Lambda::Version');
  expect(printed).toHaveLength(expected.length);
  expect(text).not.toMatch(/\b[A-Z][a-z]\w+[0-9A-F]{8}\b|[0-9a-f]{32}/);
});

describe('a reviewer sees', () => {
  test('one action more in a policy', () => {
    const wider = changed(/^FunctionsFenceRoleDefaultPolicy/, ({ PolicyDocument }) => {
      const { Statement } = PolicyDocument as { Statement: object[] };
      Statement.push({ Sid: 'OneMore', Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' });
    });
    expect(added(template, wider, 'permissions')).toEqual([
      '      - { Sid: OneMore, Effect: Allow, Action: s3:DeleteObject, Resource: * }',
    ]);
  });

  test('a time-out that changes, and a state that waits longer', () => {
    const slower = changed(/^FunctionsFenceFunction/, (properties) => {
      properties.Timeout = 777;
    });
    expect(added(template, slower, 'functions')).toEqual(['  Timeout: 777']);
    const patient = changed(/^RecoveryStateMachine/, (properties) => {
      const { DefinitionString } = properties as { DefinitionString: { 'Fn::Join': [string, (string | object)[]] } };
      const [, parts] = DefinitionString['Fn::Join'];
      parts.forEach((part, index) => {
        if (typeof part === 'string') parts[index] = part.replace('"Seconds":10,', '"Seconds":1234,');
      });
    });
    expect(added(template, patient, 'workflow')[0]).toContain('Seconds: 1234');
  });
});

describe('the printer refuses', () => {
  test('two resources that differ in the hash alone', () => {
    const Resources = { Key11111111: { Type: 'AWS::KMS::Key' }, Key22222222: { Type: 'AWS::KMS::Key' } };
    expect(() => templateSnapshot({ Resources })).toThrow('Two resources are called Key');
  });
  test('a type that no topic holds', () => {
    expect(() => templateSnapshot({ Resources: { Some: { Type: 'Custom::Thing' } } })).toThrow('No topic holds');
  });
});
