// What the template's policies allow, and what they do not.
import { describe, expect, test } from '@jest/globals';
import { type Authorization, authorization } from '../../host/iam/authorization.ts';
import { policiesIn } from '../../host/iam/iam-policies.ts';
import { loadTemplate } from '../../host/template/template.ts';
import { allow, lambda, role, writeAssembly } from './fixtures/assembly.ts';

const place = { region: 'eu-central-1', accountId: '000000000000' };
const R = 'arn:aws:iam::000000000000:role/S-R';
const given = async (resources: object): Promise<Authorization> => {
  await using assembly = await writeAssembly('S', { Resources: resources }, {});
  const template = loadTemplate({ ...place, stackName: 'S', assemblyDirectory: assembly.directory });
  return authorization(policiesIn(template), place);
};
const document = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe('a role', () => {
  test('may do what its inline, attached and managed policies say, and nothing else', async () => {
    const { decide } = await given({
      R: role(
        'lambda.amazonaws.com',
        [allow('s3:GetObject', 'arn:aws:s3:::vault/*')],
        ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      ),
      Attached: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'x', Roles: [{ Ref: 'R' }], PolicyDocument: document(allow('sns:Publish', '*')) },
      },
    });
    const ask = (action: string, resource: string) => decide({ principal: R, action, resource }).allowed;
    expect(ask('s3:GetObject', 'arn:aws:s3:::vault/a/b')).toBe(true);
    expect(ask('s3:PutObject', 'arn:aws:s3:::vault/a/b')).toBe(false);
    expect(ask('s3:GetObject', 'arn:aws:s3:::other/a')).toBe(false);
    expect(ask('sns:Publish', 'arn:aws:sns:eu-central-1:000000000000:T')).toBe(true);
    expect(ask('logs:PutLogEvents', 'arn:aws:logs:eu-central-1:000000000000:log-group:x:log-stream:y')).toBe(true);
  });

  test('that asks for all of them by a wildcard needs a statement that covers them all', async () => {
    const alarms = 'arn:aws:cloudwatch:eu-central-1:000000000000:alarm:';
    const may = async (...resources: string[]) => {
      const statements = resources.map((resource) => allow('cloudwatch:DescribeAlarms', `${alarms}${resource}`));
      const { decide } = await given({ R: role('lambda.amazonaws.com', statements) });
      return decide({ principal: R, action: 'cloudwatch:DescribeAlarms', resource: `${alarms}*` }).allowed;
    };
    expect(await may('Small-support-PrimaryDown', 'Small-support-ServiceDown')).toBe(false);
    expect(await may('Small-*')).toBe(false);
    expect(await may('Small-support-PrimaryDown', '*')).toBe(true);
  });

  test('that the stack does not hold may do nothing', async () => {
    const { decide } = await given({});
    expect(decide({ principal: R, action: 's3:GetObject', resource: 'arn:aws:s3:::vault/a' })).toMatchObject({
      allowed: false,
    });
  });

  test('is known to a bucket by its ARN, so that the bucket may refuse all others', async () => {
    const put = (id: string) => ({
      [id]: role('lambda.amazonaws.com', [allow('s3:PutObject', 'arn:aws:s3:::vault/*')]),
    });
    const { decide } = await given({
      ...put('R'),
      ...put('Other'),
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: 'vault',
          PolicyDocument: document({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::vault/*',
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': [arn('R')] } },
          }),
        },
      },
      Vault: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'vault' } },
    });
    const ask = (principal: string) =>
      decide({ principal, action: 's3:PutObject', resource: 'arn:aws:s3:::vault/a' }).allowed;
    expect(ask(R)).toBe(true);
    expect(ask(R.replace(/R$/, 'Other'))).toBe(false);
  });

  test('an AWS managed policy that is not known is an error', async () => {
    await expect(
      given({ R: role('lambda.amazonaws.com', [], ['arn:aws:iam::aws:policy/AdministratorAccess']) }),
    ).rejects.toThrow('AdministratorAccess');
  });

  test('is held to the condition keys of Route 53, absent keys included', async () => {
    const actions = 'route53:ChangeResourceRecordSetsActions';
    const statement = {
      ...allow('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z1'),
      Condition: { 'ForAllValues:StringEquals': { [actions]: ['CREATE', 'DELETE'] }, Null: { [actions]: 'false' } },
    };
    const { decide } = await given({ R: role('lambda.amazonaws.com', [statement]) });
    const ask = (context: Record<string, string[]>) =>
      decide({
        principal: R,
        action: 'route53:ChangeResourceRecordSets',
        resource: 'arn:aws:route53:::hostedzone/Z1',
        context,
      });
    expect(ask({ [actions]: ['CREATE', 'DELETE'] }).allowed).toBe(true);
    expect(ask({ [actions]: ['CREATE', 'UPSERT'] }).allowed).toBe(false);
    expect(ask({}).allowed).toBe(false);
  });

  test('may be taken on only by the service it trusts', async () => {
    const { mayAssume } = await given({ R: role('scheduler.amazonaws.com') });
    expect(
      mayAssume('scheduler.amazonaws.com', R, 'arn:aws:scheduler:eu-central-1:000000000000:schedule/default/x').allowed,
    ).toBe(true);
    expect(mayAssume('events.amazonaws.com', R, 'arn:aws:events:eu-central-1:000000000000:rule/x').allowed).toBe(false);
  });
});

describe('a resource policy', () => {
  test('of a bucket can deny what the role allows; transport counts as secure', async () => {
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
    const noPuts = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::s-vault/locked/*',
    };
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::s-vault', 'arn:aws:s3:::s-vault/*'],
    };
    const { decide } = await given({
      R: role('lambda.amazonaws.com', [allow('s3:*', '*')]),
      Vault: { Type: 'AWS::S3::Bucket' },
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref: 'Vault' }, PolicyDocument: document({ ...deny, Condition: insecure }, noPuts) },
      },
    });
    const ask = (action: string, resource: string) => decide({ principal: R, action, resource }).allowed;
    expect(ask('s3:PutObject', 'arn:aws:s3:::s-vault/a')).toBe(true);
    expect(ask('s3:ListBucket', 'arn:aws:s3:::s-vault')).toBe(true);
    expect(ask('s3:PutObject', 'arn:aws:s3:::s-vault/locked/a')).toBe(false);
  });

  test('of a key admits the account through its roles, and services by name', async () => {
    const { decide } = await given({
      R: role('lambda.amazonaws.com', [allow('kms:Decrypt', arn('Key'))]),
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          KeyPolicy: document(
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*', Resource: '*' },
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudwatch.amazonaws.com' },
              Action: 'kms:Decrypt',
              Resource: '*',
            },
          ),
        },
      },
    });
    const resource = 'arn:aws:kms:eu-central-1:000000000000:key/S-Key';
    const ask = (principal: string, action: string) => decide({ principal, action, resource }).allowed;
    expect(ask(R, 'kms:Decrypt')).toBe(true);
    expect(ask(R, 'kms:GenerateDataKey')).toBe(false);
    expect(ask('cloudwatch.amazonaws.com', 'kms:Decrypt')).toBe(true);
    expect(ask('events.amazonaws.com', 'kms:Decrypt')).toBe(false);
  });

  test('of a function admits a rule only if a permission names it', async () => {
    const rule = 'arn:aws:events:eu-central-1:000000000000:rule/Every';
    const { decide } = await given({
      R: role('lambda.amazonaws.com'),
      F: lambda('h', 'R'),
      P: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: arn('F'),
          Action: 'lambda:InvokeFunction',
          Principal: 'events.amazonaws.com',
          SourceArn: rule,
        },
      },
    });
    const resource = 'arn:aws:lambda:eu-central-1:000000000000:function:S-F';
    const ask = (source: string) =>
      decide({
        principal: 'events.amazonaws.com',
        action: 'lambda:InvokeFunction',
        resource,
        context: { 'aws:SourceArn': source },
      });
    expect(ask(rule).allowed).toBe(true);
    expect(ask(`${rule}Other`).allowed).toBe(false);
  });
});
