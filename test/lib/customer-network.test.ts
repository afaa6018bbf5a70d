// The owner's network: who lives in it, and that nobody does where no path leads through it.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseSettings } from '../../lib/settings/read-settings.ts';
import { SettingsFaultyError } from '../../lib/settings/yaml/fault.ts';
import { allowing } from './statements.ts';
import { resourcesOf, type Synthesized, synthesized, type Template } from './synthesized.ts';

const FILE = 'test/lib/settings/private-management.yaml';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Condition?: unknown;
}

const roleOf = (verb: string) =>
  `Functions${verb.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())}Role`;
const placed = (template: Template) =>
  resourcesOf(template, 'AWS::Lambda::Function')
    .filter(([, { Properties }]) => Properties.VpcConfig !== undefined)
    .map(([, { Properties }]) => String(Properties.FunctionName).replace('Twinbox-support-', ''))
    .sort();
const statements = (template: Template, sid: string): readonly Statement[] =>
  resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
    (Properties.PolicyDocument as { Statement: readonly Statement[] }).Statement.filter(({ Sid }) => Sid === sid),
  );

describe('a pair that is managed inside the network of its owner', () => {
  let synth: Synthesized;
  beforeAll(async () => {
    synth = await synthesized(FILE);
  });

  test('has everyone there who holds an account of its appliances or power controllers, and no watcher', () => {
    const holding = allowing(synth.template, 'secretsmanager:GetSecretValue').map(({ holder }) => holder);
    expect(placed(synth.template).map(roleOf)).toEqual([...new Set(holding)].sort());
    expect(placed(synth.template)).toContain('upload-backup');
    expect(placed(synth.template)).not.toContain('watch');
  });

  test('has them in its subnets, behind its security groups', () => {
    const [, fence] =
      resourcesOf(synth.template, 'AWS::Lambda::Function').find(
        ([, one]) => one.Properties.FunctionName === 'Twinbox-support-fence',
      ) ?? [];
    expect(fence?.Properties.VpcConfig).toEqual({
      SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      SecurityGroupIds: ['sg-0123456789abcdef0'],
    });
  });

  test('lets Lambda make the network interfaces, and denies the same to our own code', () => {
    expect(statements(synth.template, 'NetworkInterfaces')).toHaveLength(13);
    const denied = statements(synth.template, 'NotByOurCode');
    expect(denied.map(({ Effect }) => Effect)).toEqual(Array(13).fill('Deny'));
    for (const { Condition } of denied) expect(JSON.stringify(Condition)).toContain(':function:Twinbox-support-');
  });

  test('breaks no rule of the template', () => {
    expect(synth.findings).toEqual([]);
  });
});

test('without a network nothing lives in one', async () => {
  expect(placed((await synthesized('twinbox.yaml')).template)).toEqual([]);
});

test('a path through a network that the file does not name is a fault, each at its place', () => {
  const text = readFileSync(FILE, 'utf8').replace(/^network:.*\n/m, '');
  const paths = (): readonly string[] => {
    try {
      parseSettings(text, FILE);
      return [];
    } catch (error) {
      if (error instanceof SettingsFaultyError) return error.faults.map(({ path }) => path);
      throw error;
    }
  };
  expect(paths()).toEqual([
    'pairs[0].appliances[0].management.via',
    'pairs[0].appliances[1].management.via',
    'pairs[0].appliances[1].power[0].via',
  ]);
});
