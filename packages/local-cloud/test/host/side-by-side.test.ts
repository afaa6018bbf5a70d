// Two stacks of one app in one account: what the template leaves unnamed is kept apart, and one name is not created
// twice.
import { expect, test } from '@jest/globals';
import { sideBySide } from '../../host/template/side-by-side.ts';
import { loadTemplate, type Template } from '../../host/template/template.ts';
import { lambda, role, writeAssembly } from './fixtures/assembly.ts';

const PLACE = { region: 'eu-central-1', accountId: '000000000000' };

const stack = async (stackName: string, functionName: string): Promise<Template> => {
  const resources = {
    R: role('lambda.amazonaws.com'),
    Vault: { Type: 'AWS::S3::Bucket' },
    F: lambda('hash', 'R', { FunctionName: functionName }),
  };
  await using assembly = await writeAssembly(stackName, { Resources: resources }, { hash: '' });
  const template = loadTemplate({ ...PLACE, stackName, assemblyDirectory: assembly.directory });
  const [named] = template.byType('AWS::Lambda::Function');
  // Read while the assembly is there.
  const directory = named ? template.codeDirectory(named) : '';
  return { ...template, codeDirectory: () => directory };
};

test('the same logical ids are two resources, each with its own stack’s code', async () => {
  const both = [await stack('One', 'one'), await stack('Two', 'two')];
  const all = sideBySide(both);
  expect(all.byType('AWS::S3::Bucket').map(({ name }) => name)).toEqual(['one-vault', 'two-vault']);
  expect(all.byType('AWS::IAM::Role').map(({ arn }) => arn.split(':').at(-1))).toEqual(['role/One-R', 'role/Two-R']);
  const lambdas = all.byType('AWS::Lambda::Function');
  expect(lambdas.map(({ name }) => name)).toEqual(['one', 'two']);
  expect(lambdas.map((one) => all.codeDirectory(one))).toEqual(
    both.map((template) => template.codeDirectory(template.resource('F'))),
  );
});

test('a name that two stacks would create is refused, as CloudFormation would', async () => {
  const both = [await stack('One', 'same'), await stack('Two', 'same')];
  expect(() => sideBySide(both)).toThrow('two stacks declare the same: same (AWS::Lambda::Function)');
});

test('no stack at all is a mistake', () => {
  expect(() => sideBySide([])).toThrow('no stack was named');
});
