// What the template reader answers for references, names, ARNs and what it refuses.
import { describe, expect, test } from '@jest/globals';
import { loadTemplate, type Template } from '../../host/template/template.ts';
import { lambda, role, writeAssembly } from './fixtures/assembly.ts';

const place = { region: 'eu-central-1', accountId: '000000000000', stackName: 'S' };
const load = async (
  resources: object,
  more: object = {},
  edit?: (template: Record<string, unknown>) => void,
): Promise<Template> => {
  await using assembly = await writeAssembly('S', { Resources: resources, ...more }, {});
  return loadTemplate({ ...place, assemblyDirectory: assembly.directory, ...(edit === undefined ? {} : { edit }) });
};
const parameter = (value: unknown): object => ({
  P: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/p', Value: value } },
});
const resolvedValue = (template: Template): unknown => template.resource('P').properties.Value;
// Built from parts, since the linter takes a placeholder in plain quotes for a slip.
const hole = (name: string): string => `$\{${name}}`;

describe('references', () => {
  test.each([
    ['Ref of a bucket is its lower-case name', { Ref: 'Vault' }, 's-vault'],
    ['Ref of a topic is its ARN', { Ref: 'Alerts' }, 'arn:aws:sns:eu-central-1:000000000000:S-Alerts'],
    ['Ref of a role is its name', { Ref: 'R' }, 'S-R'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-central-1'],
    [
      'Ref of a version is the qualified ARN',
      { Ref: 'V' },
      'arn:aws:lambda:eu-central-1:000000000000:function:named:1',
    ],
    [
      'GetAtt of a log group ends with a star',
      { 'Fn::GetAtt': ['Logs', 'Arn'] },
      'arn:aws:logs:eu-central-1:000000000000:log-group:S-Logs:*',
    ],
    ['GetAtt of a queue', { 'Fn::GetAtt': ['Q', 'Arn'] }, 'arn:aws:sqs:eu-central-1:000000000000:S-Q'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    [
      'Sub with names, attributes and its own map',
      { 'Fn::Sub': [`${hole('own')}/${hole('Vault.Arn')}/${hole('!kept')}`, { own: { Ref: 'R' } }] },
      `S-R/arn:aws:s3:::s-vault/${hole('kept')}`,
    ],
    ['Select of Split', { 'Fn::Select': [2, { 'Fn::Split': [':', { Ref: 'Alerts' }] }] }, 'sns'],
    ['If with a condition', { 'Fn::If': ['Yes', 'yes', 'no'] }, 'yes'],
    ['If with a negated condition', { 'Fn::If': ['No', 'yes', 'no'] }, 'no'],
    ['a parameter with a default', { Ref: 'Given' }, 'default'],
  ])('%s', async (_title, value, expected) => {
    const template = await load(
      {
        ...parameter(value),
        Vault: { Type: 'AWS::S3::Bucket' },
        Alerts: { Type: 'AWS::SNS::Topic' },
        R: role('lambda.amazonaws.com'),
        F: lambda('h', 'R', { FunctionName: 'named' }),
        V: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'F' } } },
        Logs: { Type: 'AWS::Logs::LogGroup' },
        Q: { Type: 'AWS::SQS::Queue' },
      },
      {
        Parameters: { Given: { Type: 'String', Default: 'default' } },
        Conditions: {
          Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
          No: { 'Fn::Not': [{ Condition: 'Yes' }] },
        },
      },
    );
    expect(resolvedValue(template)).toBe(expected);
  });

  test('a property that is AWS::NoValue is left out', async () => {
    const template = await load({
      ...parameter('x'),
      Q: { Type: 'AWS::SQS::Queue', Properties: { A: { Ref: 'AWS::NoValue' }, B: 1 } },
    });
    expect(template.resource('Q').properties).toEqual({ B: 1 });
  });

  test('the edit is seen by everything after it', async () => {
    const template = await load(parameter('before'), {}, (raw) => {
      raw.Resources = parameter('after');
    });
    expect(resolvedValue(template)).toBe('after');
  });

  test('a resource whose condition does not hold does not exist', async () => {
    const template = await load(
      { Q: { Type: 'AWS::SQS::Queue', Condition: 'No' } },
      { Conditions: { No: { 'Fn::Equals': ['a', 'b'] } } },
    );
    expect(template.byType('AWS::SQS::Queue')).toEqual([]);
  });
});

describe('refusals', () => {
  test('unknown resource types are all named at once', async () => {
    const resources = { A: { Type: 'Custom::Magic' }, B: { Type: 'AWS::EC2::VPC' } };
    await expect(load(resources)).rejects.toThrow(/A \(Custom::Magic\), B \(AWS::EC2::VPC\)/);
  });

  test('an attribute without a rule is named', async () => {
    const template = await load({
      ...parameter({ 'Fn::GetAtt': ['Vault', 'WebsiteURL'] }),
      Vault: { Type: 'AWS::S3::Bucket' },
    });
    expect(() => resolvedValue(template)).toThrow('WebsiteURL of Vault');
  });

  test('a reference to nothing is named', async () => {
    const template = await load(parameter({ Ref: 'Nothing' }));
    expect(() => resolvedValue(template)).toThrow('Nothing');
  });

  test('an intrinsic function that is not known is named', async () => {
    const template = await load(parameter({ 'Fn::Cidr': ['10.0.0.0/8', 1, 1] }));
    expect(() => resolvedValue(template)).toThrow('Fn::Cidr');
  });
});
